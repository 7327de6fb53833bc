// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/formats/module_csv.h"

#include "libinspect/base/atomic_file.h"
#include "libinspect/formats/internal/csv_text.h"
#include "libinspect/module_quality/pattern_layers.h"

#include <cmath>
#include <string>
#include <type_traits>
#include <vector>

namespace waferglow {
namespace {

using module::LightState;
using module::ModuleBin;
using module::ModuleLight;
using module::ModuleQuality;

constexpr std::size_t kFlushBytes = std::size_t{1} << 20U;

/// Lines on their way to a file.
class CsvLines {
  public:
    explicit CsvLines(const std::filesystem::path& path) : file_(path, {.durable = false}) {}
    void text(std::string_view cell) {
        separate();
        append_csv_text(line_, cell);
    }
    template <class Number>
    void number(Number value) {
        separate();
        if constexpr (std::is_floating_point_v<Number>) {
            if (std::isnan(value)) return;
        }
        append_csv_number(line_, value);
    }
    void end() {
        line_ += '\n';
        fresh_ = true;
        if (line_.size() < kFlushBytes) return;
        file_.write(line_);
        line_.clear();
    }
    void commit() {
        file_.write(line_);
        file_.commit();
    }

  private:
    void separate() {
        if (!fresh_) line_ += ',';
        fresh_ = false;
    }
    AtomicFile file_;
    std::string line_;
    bool fresh_ = true;
};

void put_place(CsvLines& csv, const ModuleLight& light, DieIndex at, std::size_t s) {
    const SubPixel& sub_pixel = light.module.sub_pixels[s];
    const WaferPoint middle = light.module.grid.center(at);
    csv.number(at.row);
    csv.number(at.col);
    csv.text(sub_pixel.name);
    csv.number(middle.x + sub_pixel.dx_um);
    csv.number(middle.y + sub_pixel.dy_um);
}

/// Calls `body(pixel, sub-pixel)` in the order of the lines.
template <class Body>
void for_each_sub_pixel(const ModuleLight& light, const Body& body) {
    const DieGrid& grid = light.module.grid;
    for (std::int32_t row = 0; row < grid.rows; ++row) {
        for (std::int32_t col = 0; col < grid.cols; ++col) {
            for (std::size_t s = 0; s < light.module.sub_pixels.size(); ++s) body(DieIndex{row, col}, s);
        }
    }
}

/// Relative light of each pattern and colour; empty where it is not driven.
std::vector<std::vector<float>> all_relative_layers(const ModuleLight& light, const ModuleQuality& quality) {
    std::vector<std::vector<float>> layers;
    for (std::size_t p = 0; p < light.patterns.size(); ++p) {
        for (std::size_t s = 0; s < light.module.sub_pixels.size(); ++s)
            layers.push_back(relative_in(light, quality, p, s));
    }
    return layers;
}

void put_pattern(CsvLines& csv, const ModuleLight& light, std::size_t p, std::size_t s, std::size_t i,
                 const std::vector<float>& relative, const std::vector<std::optional<double>>& scales,
                 bool luminance) {
    const module::LightPlane& plane = light.plane(p, s);
    const bool there = plane.state[i] != LightState::none;
    csv.number(there ? plane.light[i] : std::nanf(""));
    csv.number(there && !relative.empty() ? relative[i] : std::nanf(""));
    if (!luminance) return;
    const double per_ms = static_cast<double>(plane.light[i]) / light.patterns[p].exposure_ms;
    csv.number(there && scales[s] ? static_cast<float>(per_ms * *scales[s]) : std::nanf(""));
}

}  // namespace

void write_module_csv(const std::filesystem::path& path, const ModuleLight& light,
                      const ModuleQuality& quality) {
    const std::vector<std::vector<float>> relative = all_relative_layers(light, quality);
    const auto scales = luminance_scales(light);
    bool luminance = false;
    for (const auto& scale : scales) luminance = luminance || scale.has_value();
    CsvLines csv(path);
    for (const char* name : {"row", "col", "subpixel", "x_um", "y_um", "measured", "bin", "pass"})
        csv.text(name);
    for (const LitPattern& pattern : light.patterns) {
        csv.text(pattern.name);
        csv.text(pattern.name + "_rel");
        if (luminance) csv.text(pattern.name + "_cd_m2");
    }
    csv.end();
    for_each_sub_pixel(light, [&](DieIndex at, std::size_t s) {
        const std::size_t i = light.module.grid.cell(at);
        const ModuleBin bin = quality.bins[s][i];
        put_place(csv, light, at, s);
        csv.number(bin == ModuleBin::unmeasured ? 0 : 1);
        csv.text(module::info_of(bin).name);
        csv.number(bin == ModuleBin::good ? 1 : 0);
        for (std::size_t p = 0; p < light.patterns.size(); ++p)
            put_pattern(csv, light, p, s, i, relative[p * light.module.sub_pixels.size() + s], scales,
                        luminance);
        csv.end();
    });
    csv.commit();
}

void write_fault_csv(const std::filesystem::path& path, const ModuleLight& light,
                     const ModuleQuality& quality) {
    std::vector<std::vector<float>> black;
    for (std::size_t s = 0; s < light.module.sub_pixels.size(); ++s)
        black.push_back(black_light_of(light, quality, s));
    CsvLines csv(path);
    for (const char* name : {"row", "col", "subpixel", "x_um", "y_um", "bin", "rel", "black"}) csv.text(name);
    csv.end();
    for_each_sub_pixel(light, [&](DieIndex at, std::size_t s) {
        const std::size_t i = light.module.grid.cell(at);
        const module::ModuleBinInfo& bin = module::info_of(quality.bins[s][i]);
        if (!bin.fault) return;
        put_place(csv, light, at, s);
        csv.text(bin.name);
        csv.number(quality.relative[s].empty() ? std::nanf("") : quality.relative[s][i]);
        csv.number(black[s].empty() ? std::nanf("") : black[s][i]);
        csv.end();
    });
    csv.commit();
}

}  // namespace waferglow
