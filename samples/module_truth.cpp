// SPDX-License-Identifier: GPL-3.0-or-later
#include "samples/module_truth.h"

#include "libinspect/base/atomic_file.h"
#include "libinspect/base/parallel.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <string>
#include <vector>

#include <fmt/format.h>

namespace waferglow::samples {
namespace {

namespace fs = std::filesystem;
using simulated::ModuleRecording;

/// The lines of one row of pixels.
std::string sub_pixel_lines(const ModuleRecording& recording, std::int32_t row) {
    const simulated::ModuleSettings& s = recording.settings();
    std::string lines;
    std::vector<double> light;
    std::vector<std::vector<double>> lights(s.patterns.size());
    for (std::int32_t col = 0; col < s.module.grid.cols; ++col) {
        const DieIndex pixel{row, col};
        for (std::size_t p = 0; p < s.patterns.size(); ++p)
            recording.population().light_of(pixel, s.patterns[p], lights[p]);
        for (std::size_t i = 0; i < s.module.sub_pixels.size(); ++i) {
            const simulated::SubPixelTruth truth = recording.population().truth(pixel, i);
            lines +=
                fmt::format("{},{},{},{},{:.4f},{:.6f},{:.6f},{:.5f}", row, col, s.module.sub_pixels[i].name,
                            name_of(truth.kind), truth.factor, truth.own, truth.luminance, truth.gamma);
            for (const std::vector<double>& of_pattern : lights)
                lines += fmt::format(",{:.2f}", of_pattern[i] * s.sensor.gain_dn_per_e);
            lines += '\n';
        }
    }
    return lines;
}

void write_sub_pixels(const ModuleRecording& recording, const fs::path& path) {
    const simulated::ModuleSettings& s = recording.settings();
    std::string header = "row,col,subpixel,class,factor,own,luminance,gamma";
    for (const LitPattern& pattern : s.patterns) header += ",light_" + pattern.name;
    AtomicFile file(path);
    file.write(header + "\n");
    constexpr std::int32_t kRowsAtOnce = 64;
    for (std::int32_t first = 0; first < s.module.grid.rows; first += kRowsAtOnce) {
        const auto count = static_cast<std::size_t>(std::min(kRowsAtOnce, s.module.grid.rows - first));
        std::vector<std::string> rows(count);
        parallel_blocks(count, 1, [&](std::size_t begin, std::size_t end) {
            for (std::size_t i = begin; i < end; ++i)
                rows[i] = sub_pixel_lines(recording, first + static_cast<std::int32_t>(i));
        });
        for (const std::string& row : rows) file.write(row);
    }
    file.commit();
}

const char* axis_of(bool along_row) {
    return along_row ? "row" : "col";
}

void write_lines(const ModuleRecording& recording, const fs::path& path) {
    AtomicFile file(path);
    file.write("axis,index,subpixel,begin,end,contrast\n");
    for (const simulated::ModuleLine& line : recording.population().flaws().lines()) {
        const std::string which =
            line.sub_pixel ? recording.settings().module.sub_pixels[*line.sub_pixel].name : "all";
        file.write(fmt::format("{},{},{},{},{},{}\n", axis_of(line.along_row), line.index, which, line.begin,
                               line.end, line.contrast));
    }
    file.commit();
}

void write_seams(const ModuleRecording& recording, const fs::path& path) {
    AtomicFile file(path);
    file.write("axis,index,begin,end,step\n");
    for (const simulated::ModuleSeam& seam : recording.population().flaws().seams()) {
        file.write(fmt::format("{},{},{},{},{:.6f}\n", axis_of(seam.along_row), seam.index, seam.begin,
                               seam.end, seam.step));
    }
    file.commit();
}

void write_mura(const ModuleRecording& recording, const fs::path& path) {
    const double spread = recording.settings().uneven.spread;
    AtomicFile file(path);
    file.write("kind,row,col,sigma_px,contrast,snr,angle_deg\n");
    for (const simulated::ModuleMura& m : recording.population().flaws().mura()) {
        const bool gradient = m.kind == simulated::MuraKind::gradient;
        const double snr =
            spread > 0.0 ? std::abs(m.contrast) * 2.0 * std::sqrt(std::numbers::pi) * m.sigma_px / spread
                         : 0.0;
        const std::string shape =
            gradient ? fmt::format(",{:.6f},,{:.3f}", m.contrast, m.angle_rad * 180.0 / std::numbers::pi)
                     : fmt::format("{:.4f},{:.6f},{:.3f},", m.sigma_px, m.contrast, snr);
        file.write(fmt::format("{},{:.3f},{:.3f},{}\n", name_of(m.kind), m.row, m.col, shape));
    }
    file.commit();
}

void write_view(const ModuleRecording& recording, const fs::path& path) {
    const simulated::ModuleSettings& s = recording.settings();
    const GridPose& pose = s.view.pose;
    AtomicFile file(path);
    file.write(
        fmt::format("seed = {}\n\n[view]  # a point lies at scale * R(rotation) * nominal + offset; then "
                    "keystone, then k1\n"
                    "rotation_mrad = {}\nscale_ppm = {:.6f}\noffset_x_um = {}\noffset_y_um = {}\n"
                    "k1 = {}\nkeystone_x = {}\nkeystone_y = {}\n",
                    s.seed, 1e3 * pose.rotation_rad, 1e6 * (pose.scale - 1.0), pose.offset_x_um,
                    pose.offset_y_um, s.view.k1, s.view.keystone_x, s.view.keystone_y));
    file.write(
        fmt::format("\n[optics]\nblur_px = {}\ncorner_blur = {}\n", s.optics.blur_px, s.optics.corner_blur));
    for (const simulated::BlurTail& tail : s.optics.tails)
        file.write(fmt::format("\n[[tail]]\nshare = {}\nsigma_px = {}\n", tail.share, tail.sigma_px));
    const std::span<const WaferPoint> shifts = recording.population().flaws().panel_shifts_um();
    for (std::size_t i = 0; i < shifts.size(); ++i) {
        const std::size_t across = s.module.panel_cols.size();
        const DieIndex first{s.module.panel_rows[i / across], s.module.panel_cols[i % across]};
        file.write(
            fmt::format("\n[[panel]]\nrow = {}\ncol = {}\nshift_x_um = {:.4f}\nshift_y_um = {:.4f}\n"
                        "light = {:.6f}\n",
                        first.row, first.col, shifts[i].x, shifts[i].y,
                        recording.population().flaws().panel_light(first)));
    }
    for (const simulated::ModuleTile& tile : recording.tiles()) {
        file.write(
            fmt::format("\n[[tile]]\nindex = {}\ntrue_x_um = {:.4f}\ntrue_y_um = {:.4f}\ngain = {:.6f}\n",
                        tile.index, tile.true_middle.x, tile.true_middle.y, tile.gain));
    }
    file.commit();
}

}  // namespace

void write_module_truth(const ModuleRecording& recording, const fs::path& folder) {
    write_sub_pixels(recording, folder / "truth_subpixels.csv");
    write_lines(recording, folder / "truth_lines.csv");
    write_seams(recording, folder / "truth_seams.csv");
    write_mura(recording, folder / "truth_mura.csv");
    write_view(recording, folder / "truth.toml");
}

}  // namespace waferglow::samples
