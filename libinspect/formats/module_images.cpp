// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/formats/module_images.h"

#include "libinspect/base/atomic_file.h"
#include "libinspect/base/error.h"
#include "libinspect/base/nearest_name.h"
#include "libinspect/base/order_statistics.h"
#include "libinspect/formats/internal/png_writer.h"
#include "libinspect/module_quality/pattern_layers.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace waferglow {
namespace {

using module::ModuleBin;
using module::ModuleBinInfo;
using module::ModuleLight;
using module::ModuleQuality;

std::vector<ModuleBin> worst_bins(const ModuleQuality& quality) {
    std::vector<ModuleBin> worst = quality.bins.front();
    for (std::size_t s = 1; s < quality.bins.size(); ++s) {
        for (std::size_t i = 0; i < worst.size(); ++i)
            worst[i] = module::worse_of(worst[i], quality.bins[s][i]);
    }
    return worst;
}

std::vector<float> layer_values(const ModuleLight& light, const ModuleQuality& quality,
                                const std::string& layer) {
    std::vector<std::string> names{"field"};
    if (layer == "field") return quality.mura.field;
    for (std::size_t p = 0; p < light.patterns.size(); ++p) {
        for (std::size_t s = 0; s < light.module.sub_pixels.size(); ++s) {
            const std::string name = light.patterns[p].name + "_" + light.module.sub_pixels[s].name;
            if (layer == name) return light.plane(p, s).light;
            names.push_back(name);
            if (!light.patterns[p].drives(s)) continue;
            if (layer == name + "_rel") return relative_in(light, quality, p, s);
            names.push_back(name + "_rel");
        }
    }
    throw Error(ErrorKind::usage,
                fmt::format("the module has no layer '{}'{}", layer, did_you_mean(layer, names)));
}

/// Gray values; white where there is no layer.
std::vector<std::uint8_t> gray_of(const std::vector<float>& values, std::size_t cells) {
    std::vector<std::uint8_t> gray(cells, 255);
    std::vector<float> known;
    std::ranges::copy_if(values, std::back_inserter(known), [](float v) { return !std::isnan(v); });
    if (known.empty()) return gray;
    const float low = value_of_share(known, 0.01);
    const float high = std::max(value_of_share(known, 0.99), std::nextafter(low, 1e30F));
    for (std::size_t i = 0; i < cells; ++i) {
        const float share = std::isnan(values[i]) ? 0.0F : (values[i] - low) / (high - low);
        gray[i] = static_cast<std::uint8_t>(std::lround(255.0F * std::clamp(share, 0.0F, 1.0F)));
    }
    return gray;
}

}  // namespace

DemuraTable demura_table_of(const ModuleLight& light, const ModuleQuality& quality) {
    const DieGrid& grid = light.module.grid;
    DemuraTable table{.rows = grid.rows, .cols = grid.cols, .sub_pixels = {}, .gains = {}};
    for (const SubPixel& sub_pixel : light.module.sub_pixels) table.sub_pixels.push_back(sub_pixel.name);
    for (const module::DemuraTable* gains : full_gray_tables(quality, light.module))
        table.gains.push_back(gains == nullptr ? std::vector<float>(grid.cells(), 1.0F) : gains->gain);
    return table;
}

void write_module_picture(const std::filesystem::path& path, const ModuleLight& light,
                          const ModuleQuality& quality, const std::string& layer, int width_px) {
    const DieGrid& grid = light.module.grid;
    const std::vector<ModuleBin> worst = worst_bins(quality);
    const std::vector<std::uint8_t> gray =
        gray_of(layer.empty() ? std::vector<float>() : layer_values(light, quality, layer), grid.cells());
    const int side = std::max(1, width_px / grid.cols);
    constexpr std::uint16_t kWhole = 257;  // of 8 bits in 16
    std::vector<std::uint16_t> samples;
    for (std::int32_t row = 0; row < grid.rows; ++row) {
        std::vector<std::uint16_t> line;
        for (std::int32_t col = 0; col < grid.cols; ++col) {
            const std::size_t i = grid.cell({row, col});
            const ModuleBinInfo& bin = module::info_of(worst[i]);
            const std::uint32_t plain = gray[i] * 0x010101U;
            const std::uint32_t rgb = bin.bin == ModuleBin::good ? plain : bin.color;
            for (int k = 0; k < side; ++k) {
                for (const unsigned shift : {16U, 8U, 0U})
                    line.push_back(static_cast<std::uint16_t>((rgb >> shift & 0xFFU) * kWhole));
            }
        }
        for (int k = 0; k < side; ++k) samples.insert(samples.end(), line.begin(), line.end());
    }
    AtomicFile file(path, {.durable = false});
    file.write(png16_bytes(samples, grid.cols * side, grid.rows * side, 3));
    file.commit();
}

BinMap bin_map_of(const ModuleLight& light, const ModuleQuality& quality) {
    std::vector<MapBin> bins;
    for (const ModuleBinInfo& info : module::kModuleBins) {
        MapBin bin;
        bin.code = info.bin == ModuleBin::unmeasured ? std::string("@@")
                                                     : fmt::format("{:02X}", static_cast<unsigned>(info.bin));
        bin.name = info.name;
        if (info.bin != ModuleBin::unmeasured) bin.pass = info.bin == ModuleBin::good ? 1 : 0;
        bins.push_back(std::move(bin));
    }
    std::vector<std::uint16_t> bin_of_pixel;
    for (const ModuleBin bin : worst_bins(quality))
        bin_of_pixel.push_back(static_cast<std::uint16_t>(module::order_of(bin)));
    return bin_map_of(light.module, std::move(bin_of_pixel), std::move(bins));
}

}  // namespace waferglow
