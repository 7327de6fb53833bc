// SPDX-License-Identifier: GPL-3.0-or-later
// A display module as a map: which layer of which pattern and colour, and what lies in each of its pixels.
#pragma once

#include "app/gui/presenters/module/module_document.h"
#include "app/gui/presenters/wafer/layer_data.h"
#include "libinspect/module_quality/module_quality.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

namespace waferglow::gui {

enum class ModuleView : std::uint8_t {
    bins,
    relative,   ///< over the healthy neighbours of the same colour; of a black pattern: over the full light
    luminance,  ///< cd/m2 where the recording tells it of every colour, else over the mean of the colour
    field,      ///< smooth light of all colours joined, mean 1
    gain,       ///< of the demura table
};

/// Every sub-pixel that the pattern drives.
inline constexpr std::size_t kAllShown = module::kAllSubPixels;

/// What of a module is to be seen.
struct ModuleChoice {
    ModuleView view = ModuleView::bins;
    std::size_t pattern = 0;            ///< of views by pattern
    std::size_t sub_pixel = kAllShown;  ///< of views by sub-pixel
    bool after_demura = false;          ///< luminance with the gains of its table
    friend bool operator==(const ModuleChoice&, const ModuleChoice&) = default;
};

/// The bins; of views by pattern that by which the first colour is judged.
[[nodiscard]] ModuleChoice first_choice(const ModuleDocument& document);
/// The views that the module has something to show of.
[[nodiscard]] std::vector<ModuleView> module_views(const ModuleDocument& document);
/// Patterns that a view can show; none: it is of no single pattern.
[[nodiscard]] std::vector<std::size_t> patterns_of(const ModuleDocument& document, ModuleView view);
/// Sub-pixels that can be chosen of it; none: it is of no single one.
[[nodiscard]] std::vector<std::size_t> sub_pixels_of(const ModuleDocument& document, ModuleView view,
                                                     std::size_t pattern);
/// Whether the luminance of the choice can be shown with demura applied.
[[nodiscard]] bool has_demura(const ModuleDocument& document, const ModuleChoice& choice);
/// The nearest choice that the module can show.
[[nodiscard]] ModuleChoice settled(const ModuleDocument& document, ModuleChoice choice);

/// What is drawn of a choice. Immutable.
struct ModuleScene {
    ModuleDocumentPtr document;
    ModuleChoice choice;
    std::vector<std::vector<float>> values;  ///< of each sub-pixel, one a pixel; empty: not shown
    std::vector<std::uint8_t> shown;         ///< of each sub-pixel: 1 where it is drawn
    /// Of a pixel: the value of its sub-pixels that matters most (relative light, gain: the one farthest from
    /// 1; luminance: the sum in cd/m2, the mean where it is relative). Null: the bins.
    LayerPtr layer;
    BinPtr bins;              ///< of a pixel: the worst of its sub-pixels that are shown
    LayerStatistics scale{};  ///< by which colours are chosen: of the light before demura for both
    bool absolute = false;    ///< values are in cd/m2
};
using ModuleScenePtr = std::shared_ptr<const ModuleScene>;

/// Blocking; `choice` is settled first.
[[nodiscard]] ModuleScenePtr make_module_scene(const ModuleDocumentPtr& document, const ModuleChoice& choice);

/// The code under which the map holds a bin, and back.
[[nodiscard]] constexpr std::uint8_t map_code(module::ModuleBin bin) {
    return static_cast<std::uint8_t>(module::order_of(bin));
}
[[nodiscard]] constexpr module::ModuleBin bin_of_code(std::uint8_t code) {
    return code < module::kModuleBins.size() ? module::kModuleBins[code].bin : module::ModuleBin::unmeasured;
}

}  // namespace waferglow::gui
