// SPDX-License-Identifier: GPL-3.0-or-later
#include "drivers/simulated/physics/module_flaws.h"

#include "drivers/simulated/physics/counter_random.h"
#include "libinspect/base/error.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <numbers>

#include <fmt/format.h>

namespace waferglow::simulated {
namespace {

enum class FlawPart : std::uint64_t { lines, mura, panels };

RandomStream flaw_stream(const ModuleSettings& s, FlawPart part) {
    return RandomStream(stream_key(s.seed, Topic::module_flaws, static_cast<std::uint64_t>(part)));
}

/// Lines this near to the module's edge, to a seam or to each other can't be told from these.
constexpr std::int32_t kClearance = 14;

bool is_clear(std::int32_t index, bool along_row, const Module& module,
              const std::vector<ModuleLine>& lines) {
    const std::int32_t size = along_row ? module.grid.rows : module.grid.cols;
    const std::int32_t clearance = std::min(kClearance, size / 8);
    const auto near = [&](std::int32_t other) { return std::abs(index - other) < clearance; };
    if (near(0) || near(size - 1)) return false;
    const std::vector<std::int32_t>& panels = along_row ? module.panel_rows : module.panel_cols;
    return std::ranges::none_of(panels, near) && std::ranges::none_of(lines, [&](const ModuleLine& line) {
               return line.along_row == along_row && near(line.index);
           });
}

std::vector<ModuleLine> place_lines(const ModuleSettings& s) {
    constexpr int kTries = 10'000;
    RandomStream random = flaw_stream(s, FlawPart::lines);
    const auto below = [&random](std::int32_t size) {
        return static_cast<std::int32_t>(random.uniform() * size);
    };
    std::vector<ModuleLine> lines;
    for (const LinePlan& plan : s.uneven.lines) {
        const std::int32_t across = plan.along_row ? s.module.grid.rows : s.module.grid.cols;
        const std::int32_t along = plan.along_row ? s.module.grid.cols : s.module.grid.rows;
        ModuleLine line{.along_row = plan.along_row, .contrast = plan.contrast};
        int tries = 0;
        do {
            if (++tries > kTries)
                throw Error(ErrorKind::input,
                            fmt::format("module settings: {} lines don't fit a module of {} x {} pixels",
                                        s.uneven.lines.size(), s.module.grid.rows, s.module.grid.cols));
            line.index = below(across);
        } while (!is_clear(line.index, line.along_row, s.module, lines));
        const auto length = static_cast<std::int32_t>(std::lround(plan.length * along));
        const bool from_begin = random.uniform() < 0.5;
        const std::int32_t free = along - length;
        const std::int32_t inside = free > 0 ? below(free) : 0;
        line.begin = !plan.at_edge ? inside : from_begin ? 0 : free;
        line.end = line.begin + length;
        const auto colour = static_cast<std::size_t>(below(static_cast<std::int32_t>(s.colours.size())));
        if (plan.one_colour && s.colours.size() > 1) line.sub_pixel = colour;
        lines.push_back(line);
    }
    return lines;
}

/// Contrast of a signal of `snr` over the spread of sub-pixels under a Gaussian of that sd.
double contrast_of(double snr, const ModuleSettings& s, double sigma_px) {
    return snr * s.uneven.spread / (2.0 * std::sqrt(std::numbers::pi) * sigma_px);
}

std::vector<ModuleMura> place_mura(const ModuleSettings& s) {
    constexpr double kMostContrast = 0.06;
    RandomStream random = flaw_stream(s, FlawPart::mura);
    const double rows = s.module.grid.rows;
    const double cols = s.module.grid.cols;
    const double largest_px = std::min(28.0, std::min(rows, cols) / 6.0);
    const auto signed_by_chance = [&random](double value) { return random.uniform() < 0.5 ? -value : value; };
    std::vector<ModuleMura> mura;
    for (int i = 0; i < s.uneven.spots; ++i) {
        ModuleMura spot{.sigma_px = random.log_uniform(5.0, largest_px)};
        spot.row = random.uniform(0.08, 0.92) * rows;
        spot.col = random.uniform(0.08, 0.92) * cols;
        const double contrast = contrast_of(random.log_uniform(12.0, 40.0), s, spot.sigma_px);
        spot.contrast = signed_by_chance(std::min(contrast, kMostContrast));
        mura.push_back(spot);
    }
    for (int i = 0; i < s.uneven.bands; ++i) {
        const bool over_rows = random.uniform() < 0.5;
        ModuleMura band{.kind = over_rows ? MuraKind::band_row : MuraKind::band_col,
                        .row = 0.5 * (rows - 1.0),
                        .col = 0.5 * (cols - 1.0),
                        .sigma_px = random.log_uniform(4.0, std::min(14.0, largest_px))};
        (over_rows ? band.row : band.col) = random.uniform(0.1, 0.9) * (over_rows ? rows : cols);
        band.contrast = signed_by_chance(random.uniform(0.006, 0.016));
        mura.push_back(band);
    }
    if (s.uneven.gradient != 0.0) {
        mura.push_back({.kind = MuraKind::gradient,
                        .row = 0.5 * (rows - 1.0),
                        .col = 0.5 * (cols - 1.0),
                        .contrast = s.uneven.gradient,
                        .angle_rad = random.uniform(0.0, 2.0 * std::numbers::pi)});
    }
    return mura;
}

std::size_t part_of(const std::vector<std::int32_t>& begins, std::int32_t index) {
    return static_cast<std::size_t>(std::ranges::upper_bound(begins, index) - begins.begin() - 1);
}

}  // namespace

std::string_view name_of(MuraKind kind) {
    static constexpr std::array<std::string_view, 4> kNames{"spot", "band_row", "band_col", "gradient"};
    return kNames.at(static_cast<std::size_t>(kind));
}

ModuleFlaws::ModuleFlaws(const ModuleSettings& s)
    : module_(s.module), lines_(place_lines(s)), mura_(place_mura(s)) {
    RandomStream random = flaw_stream(s, FlawPart::panels);
    const std::size_t panels = module_.panel_rows.size() * module_.panel_cols.size();
    WaferPoint mean;
    for (std::size_t i = 0; i < panels; ++i) {
        lights_.push_back(1.0 + s.uneven.panel_step * random.uniform(-1.0, 1.0));
        const double x = s.uneven.panel_shift_um * random.uniform(-1.0, 1.0);
        const double y = s.uneven.panel_shift_um * random.uniform(-1.0, 1.0);
        shifts_.push_back({x, y});
        mean.x += x / static_cast<double>(panels);
        mean.y += y / static_cast<double>(panels);
    }
    for (WaferPoint& shift : shifts_) shift = {shift.x - mean.x, shift.y - mean.y};
}

std::size_t ModuleFlaws::panel_of(DieIndex pixel) const {
    return part_of(module_.panel_rows, pixel.row) * module_.panel_cols.size() +
           part_of(module_.panel_cols, pixel.col);
}

double ModuleFlaws::mura_at(double row, double col) const {
    double factor = 1.0;
    for (const ModuleMura& m : mura_) {
        const double down = row - m.row;
        const double right = col - m.col;
        double d2 = 0.0;
        if (m.kind == MuraKind::gradient) {
            const double c = std::cos(m.angle_rad);
            const double s = std::sin(m.angle_rad);
            const double reach = std::abs(c) * module_.grid.cols + std::abs(s) * module_.grid.rows;
            factor *= 1.0 + m.contrast * (right * c - down * s) / reach;
            continue;
        }
        if (m.kind != MuraKind::band_col) d2 += down * down;
        if (m.kind != MuraKind::band_row) d2 += right * right;
        factor *= 1.0 + m.contrast * std::exp(-0.5 * d2 / (m.sigma_px * m.sigma_px));
    }
    return factor;
}

const ModuleLine* ModuleFlaws::line_at(DieIndex pixel, std::size_t sub_pixel) const {
    const ModuleLine* strongest = nullptr;
    for (const ModuleLine& line : lines_) {
        const std::int32_t across = line.along_row ? pixel.row : pixel.col;
        const std::int32_t along = line.along_row ? pixel.col : pixel.row;
        if (across != line.index || along < line.begin || along >= line.end) continue;
        if (line.sub_pixel && *line.sub_pixel != sub_pixel) continue;
        if (strongest == nullptr || std::abs(line.contrast) > std::abs(strongest->contrast))
            strongest = &line;
    }
    return strongest;
}

double ModuleFlaws::lines_at(DieIndex pixel, std::size_t sub_pixel) const {
    double factor = 1.0;
    for (const ModuleLine& line : lines_) {
        const std::int32_t across = line.along_row ? pixel.row : pixel.col;
        const std::int32_t along = line.along_row ? pixel.col : pixel.row;
        if (across != line.index || along < line.begin || along >= line.end) continue;
        if (!line.sub_pixel || *line.sub_pixel == sub_pixel) factor *= 1.0 + line.contrast;
    }
    return factor;
}

std::vector<ModuleSeam> ModuleFlaws::seams() const {
    std::vector<ModuleSeam> seams;
    const std::vector<std::int32_t>& rows = module_.panel_rows;
    const std::vector<std::int32_t>& cols = module_.panel_cols;
    const auto end_of = [](const std::vector<std::int32_t>& begins, std::size_t i, std::int32_t size) {
        return i + 1 < begins.size() ? begins[i + 1] : size;
    };
    const auto light = [&](std::size_t row, std::size_t col) { return lights_[row * cols.size() + col]; };
    for (std::size_t r = 0; r < rows.size(); ++r) {
        for (std::size_t c = 0; c < cols.size(); ++c) {
            if (r > 0)
                seams.push_back({.along_row = true,
                                 .index = rows[r],
                                 .begin = cols[c],
                                 .end = end_of(cols, c, module_.grid.cols),
                                 .step = light(r, c) / light(r - 1, c) - 1.0});
            if (c > 0)
                seams.push_back({.along_row = false,
                                 .index = cols[c],
                                 .begin = rows[r],
                                 .end = end_of(rows, r, module_.grid.rows),
                                 .step = light(r, c) / light(r, c - 1) - 1.0});
        }
    }
    return seams;
}

}  // namespace waferglow::simulated
