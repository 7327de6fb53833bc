// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/base/atomic_file.h"
#include "libinspect/formats/internal/csv_text.h"
#include "libinspect/formats/internal/recording_module.h"
#include "libinspect/formats/internal/wafer_keys.h"
#include "libinspect/formats/layout_file.h"
#include "libinspect/formats/recording.h"

#include <fmt/format.h>

namespace waferglow {
namespace {

/// The shortest text that reads back as the same number; "20.0" for whole ones, so that TOML sees a float.
std::string toml_number(double value) {
    return fmt::format("{}", value);
}

void write_whole(const std::filesystem::path& path, std::string_view text) {
    AtomicFile file(path);
    file.write(text);
    file.commit();
}

std::string wafer_as_toml(const Recording& recording) {
    return fmt::format("\n[wafer]\nid = {}\n", toml_text(recording.wafer.id)) +
           keys_as_toml(wafer_keys(KeyUse::recording), recording.wafer, KeysWritten::all_told) +
           "\n[grid]\n" + keys_as_toml(grid_keys(KeyUse::recording), recording.grid, KeysWritten::all_told);
}

std::string toml_of(const Recording& recording) {
    std::string out;
    const auto line = [&out](const char* key, const std::string& value) {
        out += fmt::format("{} = {}\n", key, value);
    };
    const auto number = [&line](const char* key, double value) { line(key, toml_number(value)); };
    const auto count = [&line](const char* key, int value) { line(key, fmt::format("{}", value)); };
    line("format", toml_text("waferglow-recording"));
    if (recording.module) {
        count("version", 2);
        line("object", toml_text("module"));
        out += module_as_toml(*recording.module);
    } else {
        count("version", 1);
        out += wafer_as_toml(recording);
    }

    out += "\n[camera]\n";
    number("pixel_um", recording.camera.pixel_um);
    count("width_px", recording.camera.width_px);
    count("height_px", recording.camera.height_px);
    count("saturation_dn", recording.camera.saturation_dn);
    if (recording.camera.gain_e_per_dn > 0.0) number("gain_e_per_dn", recording.camera.gain_e_per_dn);
    if (recording.camera.read_noise_e > 0.0) number("read_noise_e", recording.camera.read_noise_e);
    if (recording.camera.turn_rad != 0.0) number("turn_rad", recording.camera.turn_rad);

    const auto file = [&line](const char* key, const std::optional<std::filesystem::path>& path) {
        if (path) line(key, toml_text(path->generic_string()));
    };
    out += "\n[files]\n";
    file("tiles", recording.tiles_file);
    file("dark", recording.dark);
    file("flat", recording.flat);
    file("el", recording.el);
    file("spectra", recording.spectra);
    file("layout", recording.layout_file);

    for (std::size_t i = 0; i < recording.channels.size(); ++i) {
        const Channel& channel = recording.channels[i];
        out += "\n[[channel]]\n";
        line("name", toml_text(channel.name));
        line("kind", toml_text(name_of(channel.kind)));
        if (recording.module) {
            out += pattern_as_toml(recording.patterns.at(i), *recording.module);
            continue;
        }
        if (!channel.of.empty()) line("of", toml_text(channel.of));
        number("excitation_w_cm2", channel.excitation_w_cm2);
        number("exposure_ms", channel.exposure_ms);
        if (recording.channel_files.empty()) continue;
        file("flat", recording.channel_files.at(i).flat);
        file("dark", recording.channel_files.at(i).dark);
    }
    return out;
}

std::string tiles_of(const Recording& recording) {
    std::string out = "index,file,channel,x_um,y_um\n";
    for (const TileEntry& tile : recording.tiles) {
        out += fmt::format("{},", tile.index);
        append_csv_text(out, tile.file.generic_string());
        out += fmt::format(",{},{},{}\n", recording.channels[static_cast<std::size_t>(tile.channel)].name,
                           tile.position.x, tile.position.y);
    }
    return out;
}

}  // namespace

void write_recording(const Recording& recording) {
    write_whole(recording.folder / "recording.toml", toml_of(recording));
    write_whole(recording.folder / recording.tiles_file, tiles_of(recording));
    if (recording.layout_file)
        write_layout(recording.folder / *recording.layout_file, recording.grid, recording.layout);
}

}  // namespace waferglow
