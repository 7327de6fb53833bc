// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/correlation/apply_model.h"

#include "libinspect/base/error.h"
#include "libinspect/base/nearest_name.h"
#include "libinspect/base/parallel.h"
#include "libinspect/correlation/fit_models.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace waferglow {

namespace {
constexpr std::size_t kBlockCells = std::size_t{1} << 15U;
}

std::array<BinDefinition, 2> learned_bins() {
    return {{{kElFailCode, "el_fail", 0x0072B2, false,
              "good by the rules; the model learnt from EL expects it to fail"},
             {kElPassCode, "el_pass", 0xB2DF8A, true,
              "rejected by the rules; the model learnt from EL expects it to pass"}}};
}

ModelReader::ModelReader(const LearnedModel& model, const DieFeatures& features)
    : model_(model), features_(features) {
    const std::vector<std::string>& names = features.names();
    for (const std::string& wanted : model.features) {
        auto found = std::ranges::find(names, wanted);
        if (found == names.end() && wanted == kLightOfBoth) found = names.begin() + kPictureLight;
        // A wafer without spectra: every die is like one whose spectrum was not taken.
        const bool optional =
            wanted.find("shift") != std::string::npos || wanted.find("distance") != std::string::npos;
        if (found == names.end() && !optional) {
            throw Error(
                ErrorKind::input,
                fmt::format(
                    "the learned model needs '{}', which this wafer does not have{}; learn a model from "
                    "a wafer with the same channels",
                    wanted, did_you_mean(wanted, names)));
        }
        place_.push_back(static_cast<std::size_t>(found - names.begin()));
    }
}

void ModelReader::read(std::size_t cell, std::span<float> values) const {
    // On the stack for the usual few: this runs for 10^7 dies.
    constexpr std::size_t kUsual = 64;
    std::array<float, kUsual> small;
    std::vector<float> large;
    const std::size_t count = features_.names().size();
    std::span<float> all = std::span(small).first(std::min(count, kUsual));
    if (count > kUsual) {
        large.resize(count);
        all = large;
    }
    features_.read(cell, all);
    for (std::size_t f = 0; f < place_.size(); ++f) values[f] = place_[f] < count ? all[place_[f]] : kNoData;
    fill_unknown(model_, values);
}

std::vector<float> fail_probabilities(const ModelReader& reader, const DieFeatures& features,
                                      std::size_t cells, const std::stop_token& stop) {
    std::vector<float> probabilities(cells, kNoData);
    parallel_blocks(cells, kBlockCells, [&](std::size_t begin, std::size_t end) {
        check_stop(stop);
        std::vector<float> values(reader.model().features.size());
        for (std::size_t cell = begin; cell < end; ++cell) {
            if (!features.measured(cell)) continue;
            reader.read(cell, values);
            probabilities[cell] = static_cast<float>(fail_probability(reader.model(), values));
        }
    });
    return probabilities;
}

void override_bins(const LearnedModel& model, std::span<const float> probabilities,
                   const std::array<bool, 256>& passes, std::span<std::uint8_t> bins) {
    const auto limit = static_cast<float>(model.costs.reject_above());
    for (std::size_t cell = 0; cell < bins.size(); ++cell) {
        if (bins[cell] == kNoBinCode || std::isnan(probabilities[cell])) continue;
        const bool reject = probabilities[cell] > limit;
        if (reject && passes[bins[cell]])
            bins[cell] = kElFailCode;
        else if (!reject && !passes[bins[cell]])
            bins[cell] = kElPassCode;
    }
}

}  // namespace waferglow
