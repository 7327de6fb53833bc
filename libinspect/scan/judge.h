// SPDX-License-Identifier: GPL-3.0-or-later
// The steps from measured layers to verdicts. Each step, a judge, says beforehand which layers it reads and
// which layers and findings it makes: evaluation, what `analyse` stores anew, and which layers must be
// readable all follow from that.
#pragma once

#include "libinspect/appearance/appearance_evidence.h"
#include "libinspect/colour/colour_wafer.h"
#include "libinspect/defect/bins.h"
#include "libinspect/finding/finding.h"
#include "libinspect/geometry/camera.h"
#include "libinspect/geometry/frames.h"
#include "libinspect/map/die_map.h"
#include "libinspect/recipe/recipe.h"
#include "libinspect/store/wafer_content.h"

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace waferglow {

/// What the judges together find.
struct Evaluation {
    Recipe applied;                  ///< the recipe with every threshold that was left to the data resolved
    std::vector<std::uint8_t> bins;  ///< one code a cell, kNoBinCode where there is none
    std::vector<BinDefinition> definitions;         ///< of all codes that `bins` may hold
    std::vector<FindingList> findings;              ///< one list of each kind that is made
    std::vector<colour::ColourEvidence> colours{};  ///< one of each colour channel
};

/// How the tiles of a wafer were taken.
struct TakenTiles {
    std::span<const LedgerEntry> ledger{};  ///< empty: not known
    GridPose pose{};
    CameraInfo camera{};
};
[[nodiscard]] TakenTiles taken_tiles(const WaferFile& file);

/// A wafer under judgement: the layers as measured and as the judges before left them, and what these found.
struct Judgement {
    DieMap& map;
    std::span<const Channel> channels;
    const Recipe& recipe;
    Evaluation& evaluation;
    /// Of channels that show the appearance; none: nobody looked.
    std::span<const appearance::AppearanceEvidence> appearance{};
    TakenTiles tiles{};
};

/// One judge. All functions are pure but for what `judge` writes; a judge holds nothing.
struct Judge {
    const char* name;  ///< for messages
    /// Names of the layers that are read where the map has them, with these channels and this recipe.
    std::vector<std::string> (*reads)(std::span<const Channel> channels, const Recipe& recipe);
    /// Names of all layers that may be made with these channels. Each is taken from the map beforehand: what
    /// is not made again is gone.
    std::vector<std::string> (*makes)(std::span<const Channel> channels);
    /// Kinds of findings that are made of this wafer, if only as an empty list (FindingKind::name).
    std::vector<std::string> (*finds)(const Judgement& wafer);
    /// Adds its layers to the map and its findings to the evaluation. Deterministic for any number of
    /// threads.
    void (*judge)(const Judgement& wafer);
};

/// The judges of every inspection, in their order: normalise, leaks, colour, rules, appearance, learned
/// model, clusters.
[[nodiscard]] std::span<const Judge> standard_judges();

/// Names of all layers that `judges` may make.
[[nodiscard]] std::vector<std::string> layers_made(std::span<const Judge> judges,
                                                   std::span<const Channel> channels);

/// Names of the layers that `judges` read and none of them makes: measured ones.
[[nodiscard]] std::vector<std::string> layers_needed(std::span<const Judge> judges,
                                                     std::span<const Channel> channels, const Recipe& recipe);

}  // namespace waferglow
