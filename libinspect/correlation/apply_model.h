// SPDX-License-Identifier: GPL-3.0-or-later
// A learned model over a whole wafer: it overrides the rules' verdicts in both directions, with bins of its
// own that show that it did.
#pragma once

#include "libinspect/correlation/die_features.h"
#include "libinspect/correlation/learned_model.h"
#include "libinspect/defect/bins.h"

#include <array>
#include <cstdint>
#include <span>
#include <stop_token>
#include <vector>

namespace waferglow {

inline constexpr std::uint8_t kElFailCode = 250;
inline constexpr std::uint8_t kElPassCode = 251;

/// Dies that the rules pass and the model rejects; dies that the rules reject and the model passes. A die on
/// which both agree keeps the bin that names its fault.
[[nodiscard]] std::array<BinDefinition, 2> learned_bins();

/// A model as it fits a wafer's features. Immutable, thread-safe.
class ModelReader {
  public:
    /// Throws Error(input) that names the first feature of the model that the wafer does not have.
    ModelReader(const LearnedModel& model, const DieFeatures& features);
    /// Features in the model's order, without gaps.
    void read(std::size_t cell, std::span<float> values) const;
    [[nodiscard]] const LearnedModel& model() const { return model_; }

  private:
    const LearnedModel& model_;
    const DieFeatures& features_;
    std::vector<std::size_t> place_;  ///< of each of the model's features among the wafer's
};

/// Probability of failing EL for each cell, NaN where the die has no verdict by rules. Throws
/// Error(cancelled).
[[nodiscard]] std::vector<float> fail_probabilities(const ModelReader& reader, const DieFeatures& features,
                                                    std::size_t cells, const std::stop_token& stop = {});

/// Replaces the codes of dies whose verdict the model turns.
void override_bins(const LearnedModel& model, std::span<const float> probabilities,
                   const std::array<bool, 256>& passes, std::span<std::uint8_t> bins);

}  // namespace waferglow
