// SPDX-License-Identifier: GPL-3.0-or-later
#include "samples/recording_files.h"

#include "drivers/simulated/physics/die_table.h"
#include "libinspect/base/atomic_file.h"
#include "libinspect/formats/recording.h"
#include "samples/recording_folder.h"

#include <fmt/format.h>

namespace waferglow::samples {
namespace {

namespace fs = std::filesystem;

void write_spectra(const simulated::SimulatedRecording& recording, const fs::path& path) {
    std::string header = "row,col";
    for (const double wavelength : recording.wavelengths_nm()) header += fmt::format(",{:.3f}", wavelength);
    simulated::write_die_table(path, header, recording, [&](DieIndex die) {
        std::string line;
        if (!recording.has_spectrum(die)) return line;
        line = fmt::format("{},{}", die.row, die.col);
        for (const double counts : recording.spectrum(die)) line += fmt::format(",{:.0f}", counts);
        return line + "\n";
    });
}

void write_truth(const simulated::SimulatedRecording& recording, const fs::path& folder) {
    const simulated::RecordingSettings& s = recording.settings();
    std::string header = "row,col,kind,pattern,rsh_ohm,el,wavelength_nm";
    for (const simulated::ChannelSettings& channel : s.channels) header += "," + channel.channel.name;
    if (s.face.enabled) header += ",appearance,appearance_fails,size_um,area_share,pad_share,sigmas";
    simulated::write_die_table(folder / "truth.csv", header, recording, [&](DieIndex die) {
        const simulated::DieTruth truth = recording.truth(die);
        std::string line =
            fmt::format("{},{},{},{},{:.5g},{:.5f},{:.3f}", die.row, die.col, name_of(truth.kind),
                        name_of(truth.pattern), truth.shunt_ohm, truth.el, truth.wavelength_nm);
        for (std::size_t i = 0; i < s.channels.size(); ++i) line += fmt::format(",{:.5f}", truth.pl[i]);
        if (s.face.enabled) {
            const simulated::DieFace face = recording.face(die);
            line += fmt::format(",{},{},{:.3f},{:.5f},{:.4f},{:.2f}", name_of(face.face()),
                                face.fails ? 1 : 0, face.defect.size_um, face.defect.area_share,
                                face.defect.pad_share, recording.face_sigmas(die));
        }
        return line + "\n";
    });

    const GridPose& pose = s.scan.pose;
    AtomicFile file(folder / "truth.toml");
    file.write(fmt::format(
        "seed = {}\n\n[pose]  # a die lies at scale * R(rotation) * nominal + offset\n"
        "rotation_mrad = {}\nscale_ppm = {:.6f}\noffset_x_um = {}\noffset_y_um = {}\n",
        s.seed, 1e3 * pose.rotation_rad, 1e6 * (pose.scale - 1.0), pose.offset_x_um, pose.offset_y_um));
    if (s.face.enabled) {
        const simulated::FaceLimits& limits = recording.faces().limits();
        file.write(fmt::format(
            "\n[appearance_limits]  # from where on damage fails the EL test of this wafer\n"
            "chip_share = {:.4f}\nchip_pad_share = {:.4f}\nmetal_share = {:.4f}\nscratch_loss = {:.4f}\n",
            limits.chip_share, limits.chip_pad_share, limits.metal_share, limits.scratch_loss));
    }
    for (const simulated::PlannedTile& tile : recording.tiles()) {
        file.write(fmt::format("\n[[tile]]\nindex = {}\ntrue_x_um = {:.4f}\ntrue_y_um = {:.4f}\n", tile.index,
                               tile.true_middle.x, tile.true_middle.y));
    }
    file.commit();
}

/// The filter's data sheet, for recipes.
void write_filter(const simulated::ColourFilter& filter, const fs::path& path) {
    constexpr int kFirst_nm = 350;
    constexpr int kLast_nm = 600;
    AtomicFile file(path);
    file.write("wavelength_nm,transmission\n");
    for (int nm = kFirst_nm; nm <= kLast_nm; ++nm)
        file.write(fmt::format("{},{:.5f}\n", nm, filter.transmission(nm)));
    file.commit();
}

}  // namespace

void write_recording_files(const simulated::SimulatedRecording& made, const fs::path& folder,
                           const WriteOptions& options) {
    make_recording_folder(folder);
    const simulated::RecordingSettings& s = made.settings();
    Recording recording;
    recording.folder = folder;
    recording.wafer = s.wafer;
    recording.grid = s.grid;
    recording.layout = made.layout();
    if (!recording.layout.plain()) recording.layout_file = "layout.csv";
    recording.camera = s.camera;
    for (const simulated::ChannelSettings& channel : s.channels)
        recording.channels.push_back(channel.channel);
    for (const simulated::PlannedTile& tile : made.tiles()) {
        recording.tiles.push_back({tile.index, tile_file(tile.index), tile.channel, tile.reported});
    }

    const std::span<const simulated::PlannedTile> tiles = made.tiles();
    write_tile_files(
        folder, tiles.size(), [&](std::size_t i) { return tiles[i].index; },
        [&](std::size_t i) { return made.make_tile(i); }, options);
    recording.dark = write_frame_file(folder, made.dark_frame(), "dark.tif");
    recording.flat = write_frame_file(folder, made.flat_frame(), "flat.tif");
    for (std::size_t i = 0; i < s.channels.size(); ++i) {
        if (!made.shows_faces(i)) continue;
        recording.channel_files.resize(s.channels.size());
        const std::string& name = s.channels[i].channel.name;
        recording.channel_files[i] = {
            .dark = write_frame_file(folder, made.dark_frame(i), "dark_" + name + ".tif"),
            .flat = write_frame_file(folder, made.flat_frame(i), "flat_" + name + ".tif")};
    }
    if (s.el.enabled) {
        simulated::write_el(made, folder / "el.csv");
        recording.el = "el.csv";
    }
    if (s.spectra.share > 0.0) {
        write_spectra(made, folder / "spectra.csv");
        recording.spectra = "spectra.csv";
    }
    if (const simulated::ColourFilter* filter = made.filter()) write_filter(*filter, folder / "filter.csv");
    if (options.truth) write_truth(made, folder);
    write_recording(recording);
}

}  // namespace waferglow::samples
