// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/base/error.h"
#include "libinspect/base/internal/utf8.h"
#include "libinspect/base/nearest_name.h"
#include "libinspect/formats/byte_stream.h"
#include "libinspect/formats/csv_reader.h"
#include "libinspect/formats/internal/content_kind.h"
#include "libinspect/formats/internal/recording_module.h"
#include "libinspect/formats/internal/wafer_keys.h"
#include "libinspect/formats/layout_file.h"
#include "libinspect/formats/recording.h"
#include "libinspect/formats/toml_reader.h"
#include "libinspect/map/channel_layers.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>
#include <unordered_set>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace waferglow {
namespace {

namespace fs = std::filesystem;

constexpr const char* kFormat = "waferglow-recording";
constexpr std::int64_t kVersion = 1;
constexpr std::int64_t kModuleVersion = 2;
constexpr const char* kWafer = "wafer";
constexpr const char* kModule = "module";
constexpr std::int64_t kMaxCount = std::numeric_limits<std::int32_t>::max();

/// What the recording is of, "wafer" or "module", as format, version and object say.
std::string read_object(const TomlTable& top) {
    if (const std::string format = top.text("format"); format != kFormat) {
        top.refuse("format", fmt::format("{} is not '{}'; is this a recording?", in_quotes(format), kFormat));
    }
    const std::int64_t version = top.integer("version", 1, kMaxCount);
    if (version > kModuleVersion) {
        top.refuse("version", fmt::format("{} is newer than {}, the last that this program knows; update it",
                                          version, kModuleVersion));
    }
    const std::vector<std::string> known{kWafer, kModule};
    const std::string object = top.optional_text("object").value_or(kWafer);
    if (std::ranges::find(known, object) == known.end())
        top.refuse("object", fmt::format("{} is unknown{}; known are {}", in_quotes(object),
                                         did_you_mean(object, known), fmt::join(known, " and ")));
    if (object == kModule && version < kModuleVersion)
        top.refuse("object", fmt::format("'{}' needs version = {}, so that older programs don't take the "
                                         "recording for one of a wafer; version is {}",
                                         object, kModuleVersion, version));
    if (object == kWafer && version == kModuleVersion)
        top.refuse("version", fmt::format("{} is for object = \"{}\" alone; recordings of wafers have "
                                          "version {} and no object",
                                          version, kModule, kVersion));
    return object;
}

/// Runs `body` and names `where` in front of the message of an Error.
template <class Body>
auto naming(const std::string& where, const Body& body) {
    try {
        return body();
    } catch (const Error& error) {
        throw Error(error.kind(), fmt::format("{}: {}", where, error.what()));
    }
}

Wafer read_wafer(const TomlTable& table, const std::string& file, std::vector<std::string>& notes) {
    static const KeyTable<Wafer> kKeys = wafer_keys(KeyUse::recording);
    constexpr const char* kId = "id";
    Wafer wafer;
    wafer.id = table.text(kId);
    read_keys(table, kKeys, wafer);
    naming(file, [&] { validate(wafer); });
    std::vector<std::string> known = names_of(kKeys);
    known.emplace_back(kId);
    note_unknown_keys(table, "[wafer]", known, notes);
    return wafer;
}

DieGrid read_grid(const TomlTable& table, const std::string& file, std::vector<std::string>& notes) {
    static const KeyTable<DieGrid> kKeys = grid_keys(KeyUse::recording);
    DieGrid grid;
    read_keys(table, kKeys, grid);
    check_die_fits_pitch(table, grid);
    naming(file, [&] { validate(grid); });
    note_unknown_keys(table, "[grid]", names_of(kKeys), notes);
    return grid;
}

CameraInfo read_camera(const TomlTable& table) {
    constexpr std::int64_t kMaxSide = 1'000'000;
    CameraInfo camera{.pixel_um = table.number("pixel_um"),
                      .width_px = static_cast<int>(table.integer("width_px", 1, kMaxSide)),
                      .height_px = static_cast<int>(table.integer("height_px", 1, kMaxSide)),
                      .saturation_dn = static_cast<std::uint16_t>(
                          table.integer("saturation_dn", 1, std::numeric_limits<std::uint16_t>::max()))};
    const auto calibrated = [&](const char* key, double& value) {
        value = table.optional_number(key).value_or(0.0);
        if (value < 0.0) table.refuse(key, fmt::format("{} must not be negative", value));
    };
    calibrated("gain_e_per_dn", camera.gain_e_per_dn);
    calibrated("read_noise_e", camera.read_noise_e);
    camera.turn_rad = table.optional_number("turn_rad").value_or(0.0);
    if (camera.pixel_um <= 0.0) table.refuse("pixel_um", fmt::format("{} must be positive", camera.pixel_um));
    if (std::int64_t{camera.width_px} * camera.height_px > kMaxImagePixels) {
        table.refuse("width_px",
                     fmt::format("{} x {} pixels are more than 2^29", camera.width_px, camera.height_px));
    }
    return camera;
}

ChannelKind read_kind(const TomlTable& table) {
    try {
        return channel_kind_of(table.text("kind"));
    } catch (const TomlError&) {
        throw;  // it names its place
    } catch (const Error& error) {
        table.refuse("kind", error.what());
    }
}

/// What is wrong with `file` as a path inside of a recording; empty: nothing.
std::string path_fault(const fs::path& file) {
    if (file.empty()) return "is no file name";
    if (file.is_absolute()) return "must be relative to the recording's folder";
    if (std::ranges::find(file, fs::path("..")) != file.end())
        return "must stay inside of the recording's folder";
    return {};
}

std::optional<fs::path> read_file_name(const TomlTable& files, const char* key, const fs::path& folder) {
    const std::optional<std::string> name = files.optional_text(key);
    if (!name) return std::nullopt;
    if (const std::string fault = path_fault(*name); !fault.empty()) {
        files.refuse(key, fmt::format("{} {}", in_quotes(*name), fault));
    }
    std::error_code ignored;
    if (!fs::is_regular_file(folder / *name, ignored)) {
        files.refuse(key, fmt::format("there is no file {}", in_quotes(*name)));
    }
    return *name;
}

/// Files that only wafers have beside their tiles.
void read_wafer_files(const TomlTable& files, Recording& recording) {
    recording.el = read_file_name(files, "el", recording.folder);
    recording.spectra = read_file_name(files, "spectra", recording.folder);
    recording.layout_file = read_file_name(files, "layout", recording.folder);
    if (recording.layout_file)
        recording.layout = read_layout(recording.folder / *recording.layout_file, recording.grid);
}

/// The frames of a channel by itself. Other kinds than those that show the appearance have none: who wrote
/// the keys is told.
ChannelFiles read_channel_files(const TomlTable& table, const Channel& channel, Recording& recording) {
    if (can(channel, &ChannelKindInfo::appearance))
        return {.dark = read_file_name(table, "dark", recording.folder),
                .flat = read_file_name(table, "flat", recording.folder)};
    for (const char* key : {"dark", "flat"}) {
        if (table.contains(key))
            recording.notes.push_back(
                fmt::format("recording.toml: [[channel]] '{}' {} has no effect: frames of their own have "
                            "only channels of the kind {}; "
                            "those of [files] hold for this one",
                            channel.name, in_quotes(key),
                            fmt::join(names_of_kinds(&ChannelKindInfo::appearance), " and ")));
    }
    return {};
}

/// Excitations that are those of another channel, and whether it is there.
void finish_colours(const TomlTable& top, std::vector<Channel>& channels) {
    std::size_t number = 0;
    for (const TomlTable& table : top.tables("channel")) {
        Channel& channel = channels[number++];
        const auto of = std::ranges::find(channels, channel.of, &Channel::name);
        if (std::isnan(channel.excitation_w_cm2))
            channel.excitation_w_cm2 = of == channels.end() ? 0.0 : of->excitation_w_cm2;
        if (const std::string fault = colour_fault(channel, channels); !fault.empty())
            table.refuse("of", fault);
    }
}

/// Fills channels, their files and notes.
void read_channels(const TomlTable& top, Recording& recording) {
    std::vector<Channel>& channels = recording.channels;
    bool own = false;
    for (const TomlTable& table : top.tables("channel")) {
        Channel channel{.name = table.text("name"), .kind = read_kind(table)};
        if (const std::string fault = channel_name_fault(channel.name, channels); !fault.empty())
            table.refuse("name", fault);
        const auto amount = [&](const char* key) {
            const double value = can(channel, &ChannelKindInfo::excited)
                                     ? table.number(key)
                                     : table.optional_number(key).value_or(0.0);
            if (value < 0.0) table.refuse(key, fmt::format("{} must not be negative", value));
            return value;
        };
        const bool colour = can(channel, &ChannelKindInfo::colour);
        channel.of = table.optional_text("of").value_or("");
        if (!colour && !channel.of.empty()) {
            recording.notes.push_back(
                fmt::format("recording.toml: [[channel]] '{}' 'of' has no effect: it is for channels of the "
                            "kind {}",
                            channel.name, fmt::join(names_of_kinds(&ChannelKindInfo::colour), " or ")));
            channel.of.clear();
        }
        // NaN: as the channel that it is of.
        channel.excitation_w_cm2 = colour && !table.contains("excitation_w_cm2")
                                       ? std::numeric_limits<double>::quiet_NaN()
                                       : amount("excitation_w_cm2");
        channel.exposure_ms = amount("exposure_ms");
        const ChannelFiles files = read_channel_files(table, channel, recording);
        own = own || files.dark || files.flat;
        recording.channel_files.push_back(files);
        channels.push_back(channel);
    }
    if (!own) recording.channel_files.clear();
    finish_colours(top, channels);
}

int find_channel(const CsvReader& csv, std::size_t column, const std::vector<Channel>& channels) {
    const auto found = std::ranges::find(channels, csv.text(column), &Channel::name);
    if (found != channels.end()) return static_cast<int>(found - channels.begin());
    std::vector<std::string> names;
    names.reserve(channels.size());
    for (const Channel& channel : channels) names.push_back(channel.name);
    throw csv.error_at(column, "is not a channel of recording.toml" + did_you_mean(csv.text(column), names));
}

/// `file` as it is called on the disk: a list in Latin-1 may name files of a disk that holds such names.
fs::path name_on_disk(const fs::path& folder, const fs::path& file) {
    std::error_code ignored;
    if (fs::is_regular_file(folder / file, ignored)) return file;
    const std::optional<std::string> other = to_windows_1252(file.string());
    return other && fs::is_regular_file(folder / *other, ignored) ? fs::path(*other) : file;
}

std::vector<TileEntry> read_tiles(const fs::path& folder, const fs::path& file,
                                  const std::vector<Channel>& channels, MissingTiles missing) {
    CsvReader csv(folder / file);
    const std::size_t index = csv.column("index");
    const std::size_t name = csv.column("file");
    const std::size_t channel = csv.column("channel");
    const std::size_t x = csv.column("x_um");
    const std::size_t y = csv.column("y_um");
    std::vector<TileEntry> tiles;
    std::unordered_set<std::int32_t> seen;
    while (csv.next()) {
        const TileEntry tile{.index = csv.integer(index),
                             .file = name_on_disk(folder, csv.text(name)),
                             .channel = find_channel(csv, channel, channels),
                             .position = {csv.number(x), csv.number(y)}};
        if (tile.index < 0) throw csv.error_at(index, "must not be negative");
        if (!seen.insert(tile.index).second)
            throw csv.error_at(index, "is the index of an earlier tile already");
        if (const std::string fault = path_fault(tile.file); !fault.empty()) throw csv.error_at(name, fault);
        std::error_code ignored;
        if (missing == MissingTiles::refused && !fs::is_regular_file(folder / tile.file, ignored)) {
            throw csv.error_at(name, "is missing; copy the tile into the recording or take the line out");
        }
        tiles.push_back(tile);
    }
    if (tiles.empty()) {
        throw Error(ErrorKind::input, fmt::format("{}: lists no tiles", csv.path().string()));
    }
    return tiles;
}

/// Throws for a channel of which there is no tile.
void check_each_has_tiles(const Recording& recording) {
    for (std::size_t i = 0; i < recording.channels.size(); ++i) {
        const auto of_channel = [i](const TileEntry& tile) { return tile.channel == static_cast<int>(i); };
        if (std::ranges::none_of(recording.tiles, of_channel))
            throw Error(
                ErrorKind::input,
                fmt::format("{}: lists no tile of channel '{}'; add its image or take the [[channel]] "
                            "out of recording.toml",
                            (recording.folder / recording.tiles_file).string(), recording.channels[i].name));
    }
}

/// Bits a pixel of the tiles that are measured; those of other kinds need not be of one channel.
int bits_of_tiles(const Recording& recording) {
    const auto measured = [&](const TileEntry& tile) {
        std::error_code ignored;
        const Channel& channel = recording.channels[static_cast<std::size_t>(tile.channel)];
        return (recording.module || can(channel, &ChannelKindInfo::measured)) &&
               fs::is_regular_file(recording.folder / tile.file, ignored);
    };
    const auto tile = std::ranges::find_if(recording.tiles, measured);
    return tile == recording.tiles.end() ? 0 : read_image_info(recording.folder / tile->file).bits;
}

/// The recording.toml that is meant. Throws where a wafer file or an image is given instead.
fs::path toml_of(const fs::path& folder_or_toml) {
    std::error_code ignored;
    if (fs::is_directory(folder_or_toml, ignored)) return folder_or_toml / "recording.toml";
    constexpr std::size_t kEnough = 1U << 16U;
    const std::string kind = what_is_no_text(read_beginning(folder_or_toml, kEnough));
    if (kind.empty()) return folder_or_toml;
    throw Error(
        ErrorKind::input,
        fmt::format("{}: is no recording: it seems to be {}; a recording is a folder with recording.toml "
                    "and its tiles",
                    folder_or_toml.string(), kind));
}

}  // namespace

Recording read_recording(const fs::path& folder_or_toml, MissingTiles missing) {
    const TomlFile file(toml_of(folder_or_toml));
    const std::string name = file.path().string();
    const TomlTable top = file.top();
    const bool of_module = read_object(top) == kModule;
    Recording recording;
    recording.folder = file.path().parent_path();
    if (of_module) {
        read_module_part(top, name, recording);
        recording.camera = read_camera(top.table("camera"));
    } else {
        recording.wafer = read_wafer(top.table("wafer"), name, recording.notes);
        recording.grid = read_grid(top.table("grid"), name, recording.notes);
        recording.camera = read_camera(top.table("camera"));
        read_channels(top, recording);
    }
    const TomlTable files = top.table("files");
    static_cast<void>(files.text("tiles"));  // the only name that must be there
    recording.tiles_file = read_file_name(files, "tiles", recording.folder).value();
    recording.dark = read_file_name(files, "dark", recording.folder);
    recording.flat = read_file_name(files, "flat", recording.folder);
    if (!of_module) read_wafer_files(files, recording);
    recording.tiles = read_tiles(recording.folder, recording.tiles_file, recording.channels, missing);
    if (of_module) check_each_has_tiles(recording);
    recording.bits = bits_of_tiles(recording);
    return recording;
}

}  // namespace waferglow
