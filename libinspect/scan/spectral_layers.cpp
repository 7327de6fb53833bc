// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/scan/internal/spectral_layers.h"

#include "libinspect/base/error.h"
#include "libinspect/formats/spectra_table.h"
#include "libinspect/map/derived_layers.h"
#include "libinspect/spectrum/dominant_wavelength.h"
#include "libinspect/spectrum/spectrum.h"

#include <array>
#include <unordered_set>

#include <fmt/format.h>

namespace waferglow {
namespace {

struct SpectralLayer {
    const char* name;
    float SpectrumResult::*value;
    std::uint32_t refused_with;  // flags with which the value is not to be trusted
};

constexpr std::array<SpectralLayer, 4> kLayers{{
    {kPeakWavelengthLayer, &SpectrumResult::peak_nm,
     kSpectrumSaturated | kSpectrumPoorFit | kSpectrumUncertain},
    {kCentroidLayer, &SpectrumResult::centroid_nm, kSpectrumSaturated},
    {kFwhmLayer, &SpectrumResult::fwhm_nm, kSpectrumSaturated | kSpectrumPoorFit | kSpectrumUncertain},
    {kSpectrumLightLayer, &SpectrumResult::integrated, kSpectrumSaturated},
}};

float value_of(const SpectralLayer& layer, const SpectrumResult& result) {
    return (result.flags & layer.refused_with) != 0 ? kNoData : result.*layer.value;
}

}  // namespace

StoredSpectra measure_spectra(const std::filesystem::path& file, DieMap& map) {
    SpectraReader reader(file);
    const SpectrumAnalyser analyser(reader.wavelengths_nm(), {});
    const DieGrid& grid = map.grid();
    StoredSpectra stored;
    stored.wavelength_nm.assign(reader.wavelengths_nm().begin(), reader.wavelengths_nm().end());
    const auto add_column = [&](const char* name) {
        const Layer& layer = add_derived(map, name);
        stored.dies.columns.push_back({layer.name, layer.unit, layer.title, {}});
    };
    for (const SpectralLayer& layer : kLayers) {
        add_column(layer.name);
    }
    const ColorAnalyser colors(reader.wavelengths_nm());
    add_column(kDominantWavelengthLayer);
    stored.dies.columns.push_back({kSpectrumFlagsColumn,
                                   "",
                                   "1 empty, 2 saturated, 4 truncated, 8 poor fit, 16 invalid, 32 uncertain",
                                   {}});

    std::unordered_set<std::size_t> seen;
    SpectraBlock block;
    std::vector<SpectrumResult> results;
    while (reader.next(block)) {
        results.resize(block.dies.size());
        analyser.analyse(block.counts, results);
        for (std::size_t i = 0; i < block.dies.size(); ++i) {
            const DieIndex die = block.dies[i];
            if (!grid.contains(die)) {
                throw Error(ErrorKind::input,
                            fmt::format("{}: die ({}, {}) lies outside of the grid of {} x {}", file.string(),
                                        die.row, die.col, grid.rows, grid.cols));
            }
            const std::size_t cell = grid.cell(die);
            if (!seen.insert(cell).second) {
                throw Error(ErrorKind::input, fmt::format("{}: die ({}, {}) has more than one spectrum",
                                                          file.string(), die.row, die.col));
            }
            const auto counts = std::span(block.counts).subspan(i * reader.pixels(), reader.pixels());
            if (!map.presence().exists(die)) continue;  // beyond a flat, or the layout says that it is no die
            stored.counts.insert(stored.counts.end(), counts.begin(), counts.end());
            stored.dies.row.push_back(die.row);
            stored.dies.col.push_back(die.col);
            for (std::size_t q = 0; q < kLayers.size(); ++q) {
                const float value = value_of(kLayers[q], results[i]);
                map.find(kLayers[q].name)->values[cell] = value;
                stored.dies.columns[q].values.push_back(value);
            }
            const bool usable =
                (results[i].flags & (kSpectrumSaturated | kSpectrumEmpty | kSpectrumInvalid)) == 0;
            const float dominant_nm =
                usable ? static_cast<float>(
                             colors.analyse(counts, static_cast<double>(results[i].dark_counts)).dominant_nm)
                       : kNoData;
            map.find(kDominantWavelengthLayer)->values[cell] = dominant_nm;
            stored.dies.columns[kLayers.size()].values.push_back(dominant_nm);
            stored.dies.columns.back().values.push_back(static_cast<float>(results[i].flags));
        }
    }
    return stored;
}

}  // namespace waferglow
