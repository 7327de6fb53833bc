// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/geometry/module.h"

#include "libinspect/base/error.h"
#include "libinspect/base/identifier.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace waferglow {
namespace {

[[noreturn]] void refuse_module(const std::string& complaint) {
    throw Error(ErrorKind::input, "module: " + complaint);
}

void check_sub_pixel(const SubPixel& sub_pixel) {
    const auto check = [&](bool good, const char* field, double value, const char* rule) {
        if (!good)
            refuse_module(
                fmt::format("sub-pixel '{}': {} = {} must be {}", sub_pixel.name, field, value, rule));
    };
    const auto is_size = [](double um) { return std::isfinite(um) && um > 0.0; };
    const auto is_coordinate = [](double c) { return std::isfinite(c) && c > 0.0 && c < 1.0; };
    check(std::isfinite(sub_pixel.dx_um), "dx_um", sub_pixel.dx_um, "a finite length");
    check(std::isfinite(sub_pixel.dy_um), "dy_um", sub_pixel.dy_um, "a finite length");
    check(is_size(sub_pixel.width_um), "width_um", sub_pixel.width_um, "a positive length");
    check(is_size(sub_pixel.height_um), "height_um", sub_pixel.height_um, "a positive length");
    if (sub_pixel.cd_m2) check(is_size(*sub_pixel.cd_m2), "cd_m2", *sub_pixel.cd_m2, "positive");
    if (!sub_pixel.chromaticity) return;
    const auto [x, y] = *sub_pixel.chromaticity;
    check(is_coordinate(x), "cie_x", x, "between 0 and 1");
    check(is_coordinate(y), "cie_y", y, "between 0 and 1");
    check(x + y <= 1.0, "cie_x + cie_y", x + y, "at most 1");
}

/// Whether `a` of a pixel overlaps `b` of the pixel at `step` from it.
bool overlap(const SubPixel& a, const SubPixel& b, WaferPoint step) {
    const double apart_x_um = std::abs(b.dx_um + step.x - a.dx_um);
    const double apart_y_um = std::abs(b.dy_um + step.y - a.dy_um);
    constexpr double kRounding = 1.0 - 1e-9;  // areas that touch don't overlap
    return apart_x_um < 0.5 * (a.width_um + b.width_um) * kRounding &&
           apart_y_um < 0.5 * (a.height_um + b.height_um) * kRounding;
}

void check_apart(const Module& module, DieIndex pixel, DieIndex other) {
    const WaferPoint from = module.grid.center(pixel);
    const WaferPoint to = module.grid.center(other);
    const bool same = pixel == other;
    for (std::size_t i = 0; i < module.sub_pixels.size(); ++i) {
        for (std::size_t j = same ? i + 1 : 0; j < module.sub_pixels.size(); ++j) {
            const SubPixel& a = module.sub_pixels[i];
            const SubPixel& b = module.sub_pixels[j];
            if (!overlap(a, b, {to.x - from.x, to.y - from.y})) continue;
            refuse_module(
                fmt::format("sub-pixels '{}' and '{}' of {} overlap; their places (dx_um, dy_um) "
                            "and sizes (width_um, height_um) must leave each its own area",
                            a.name, b.name, same ? "a pixel" : "neighbouring pixels"));
        }
    }
}

/// Two rows and columns show every step there is between neighbours: staggers move every other one, gaps
/// between fields only lead apart.
void check_overlaps(const Module& module) {
    for (std::int32_t row = 0; row < std::min(module.grid.rows, 2); ++row) {
        for (std::int32_t col = 0; col < std::min(module.grid.cols, 2); ++col) {
            for (std::int32_t down = 0; down <= 1; ++down) {
                for (std::int32_t right = -1; right <= 1; ++right) {
                    if (down == 0 && right < 0) continue;
                    const DieIndex other{row + down, col + right};
                    if (module.grid.contains(other)) check_apart(module, {row, col}, other);
                }
            }
        }
    }
}

void check_panels(const char* field, const std::vector<std::int32_t>& begins, std::int32_t size) {
    const std::string list = fmt::format("{} = [{}]", field, fmt::join(begins, ", "));
    if (begins.empty() || begins.front() != 0)
        refuse_module(list + " must begin with 0: the first sub-panel begins at the module's edge");
    for (std::size_t i = 1; i < begins.size(); ++i) {
        if (begins[i] <= begins[i - 1])
            refuse_module(fmt::format("{} must ascend: {} follows {}", list, begins[i], begins[i - 1]));
    }
    if (begins.back() >= size)
        refuse_module(
            fmt::format("{} must lie inside of the module: {} is not below {}", list, begins.back(), size));
}

[[noreturn]] void refuse_pattern(const LitPattern& pattern, const std::string& complaint) {
    throw Error(ErrorKind::input, fmt::format("pattern '{}': {}", pattern.name, complaint));
}

void check_pattern(const LitPattern& pattern, const Module& module) {
    if (!is_identifier(pattern.name))
        refuse_pattern(pattern, "the name must be letters, digits and '_', no digit first");
    if (pattern.gray_max < 1)
        refuse_pattern(pattern, fmt::format("gray_max = {} must be at least 1", pattern.gray_max));
    if (pattern.gray < 0 || pattern.gray > pattern.gray_max)
        refuse_pattern(pattern, fmt::format("gray = {} must lie between 0 and gray_max, {}", pattern.gray,
                                            pattern.gray_max));
    if (!(std::isfinite(pattern.exposure_ms) && pattern.exposure_ms > 0.0))
        refuse_pattern(pattern, fmt::format("exposure_ms = {} must be positive: light is compared per ms",
                                            pattern.exposure_ms));
    for (auto light = pattern.lights.begin(); light != pattern.lights.end(); ++light) {
        if (*light >= module.sub_pixels.size())
            refuse_pattern(pattern, fmt::format("lights has sub-pixel {}, the module has {}", *light,
                                                module.sub_pixels.size()));
        if (std::find(pattern.lights.begin(), light, *light) != light)
            refuse_pattern(pattern, fmt::format("lights names '{}' twice", module.sub_pixels[*light].name));
    }
}

}  // namespace

void validate(const Module& module) {
    try {
        validate(module.grid);
    } catch (const Error& error) {
        refuse_module(error.what());
    }
    if (module.id.empty()) refuse_module("id is empty");
    if (module.sub_pixels.empty()) refuse_module("there must be at least one sub-pixel");
    for (auto sub_pixel = module.sub_pixels.begin(); sub_pixel != module.sub_pixels.end(); ++sub_pixel) {
        if (!is_identifier(sub_pixel->name))
            refuse_module(fmt::format("sub-pixel name '{}' must be letters, digits and '_', no digit first",
                                      sub_pixel->name));
        if (std::find_if(module.sub_pixels.begin(), sub_pixel, [&](const SubPixel& earlier) {
                return earlier.name == sub_pixel->name;
            }) != sub_pixel)
            refuse_module(fmt::format("two sub-pixels are called '{}'", sub_pixel->name));
        check_sub_pixel(*sub_pixel);
    }
    check_overlaps(module);
    check_panels("panel_rows", module.panel_rows, module.grid.rows);
    check_panels("panel_cols", module.panel_cols, module.grid.cols);
}

void validate(const std::vector<LitPattern>& patterns, const Module& module) {
    for (auto pattern = patterns.begin(); pattern != patterns.end(); ++pattern) {
        check_pattern(*pattern, module);
        if (std::find_if(patterns.begin(), pattern,
                         [&](const LitPattern& earlier) { return earlier.name == pattern->name; }) != pattern)
            refuse_pattern(*pattern, "another pattern has that name already");
    }
    if (std::ranges::all_of(patterns, &LitPattern::black))
        throw Error(ErrorKind::input,
                    "module: no pattern is lit; at least one must drive a sub-pixel (lights, gray over 0)");
}

}  // namespace waferglow
