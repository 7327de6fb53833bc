// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/presenters/module/module_scene.h"

#include "libinspect/base/parallel.h"
#include "libinspect/module_quality/pattern_layers.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <optional>
#include <utility>

namespace waferglow::gui {
namespace {

using module::DemuraTable;
using module::LightPlane;
using module::LightState;
using module::ModuleBin;

constexpr float kNothing = std::numeric_limits<float>::quiet_NaN();
constexpr std::size_t kPixelsPerBlock = 1 << 16;

const DemuraTable* table_of(const ModuleDocument& document, std::size_t pattern, std::size_t sub_pixel) {
    const auto& tables = document.quality.demura;
    const auto found = std::ranges::find_if(tables, [&](const DemuraTable& table) {
        return table.pattern == pattern && table.sub_pixel == sub_pixel;
    });
    return found == tables.end() ? nullptr : &*found;
}

std::vector<std::size_t> all_sub_pixels(const ModuleDocument& document) {
    std::vector<std::size_t> all(document.layout().sub_pixels.size());
    std::iota(all.begin(), all.end(), std::size_t{0});
    return all;
}

template <class Use>
void each_pixel(std::size_t count, const Use& use) {
    parallel_blocks(count, kPixelsPerBlock, [&](std::size_t begin, std::size_t end) {
        for (std::size_t i = begin; i < end; ++i) use(i);
    });
}

/// Counts per ms of measured sites.
std::vector<float> rate_of(const ModuleDocument& document, std::size_t pattern, std::size_t sub_pixel) {
    const LightPlane& plane = document.file.light.plane(pattern, sub_pixel);
    const double exposure = document.file.light.patterns[pattern].exposure_ms;
    std::vector<float> values(plane.light.size(), kNothing);
    each_pixel(values.size(), [&](std::size_t i) {
        if (plane.state[i] != LightState::none)
            values[i] = static_cast<float>(static_cast<double>(plane.light[i]) / exposure);
    });
    return values;
}

void multiply(std::vector<float>& values, double factor) {
    each_pixel(values.size(), [&](std::size_t i) {
        values[i] = static_cast<float>(factor * static_cast<double>(values[i]));
    });
}

double mean_of(const std::vector<float>& values) {
    double sum = 0.0;
    std::size_t count = 0;
    for (const float value : values) {
        if (!std::isfinite(value)) continue;
        sum += static_cast<double>(value);
        ++count;
    }
    return count == 0 ? 0.0 : sum / static_cast<double>(count);
}

std::vector<float> luminance_of(const ModuleDocument& document, std::size_t pattern, std::size_t sub_pixel) {
    const module::ModuleLight& light = document.file.light;
    if (!document.quality.absolute && light.patterns[pattern].black())
        return black_light_of(light, document.quality, sub_pixel);
    std::vector<float> values = rate_of(document, pattern, sub_pixel);
    const double scale =
        document.quality.absolute ? *luminance_scales(light)[sub_pixel] : 1.0 / mean_of(values);
    multiply(values, scale);
    return values;
}

std::vector<float> values_of(const ModuleDocument& document, const ModuleChoice& choice, std::size_t s) {
    switch (choice.view) {
        case ModuleView::bins:
            return {};
        case ModuleView::relative:
            return document.file.light.patterns[choice.pattern].black()
                       ? black_light_of(document.file.light, document.quality, s)
                       : relative_in(document.file.light, document.quality, choice.pattern, s);
        case ModuleView::luminance:
            return luminance_of(document, choice.pattern, s);
        case ModuleView::field:
            return document.quality.mura.field;
        case ModuleView::gain: {
            const DemuraTable* table = table_of(document, choice.pattern, s);
            return table == nullptr ? std::vector<float>() : table->gain;
        }
    }
    return {};
}

/// The value of a pixel from those of its sub-pixels.
enum class Joined : std::uint8_t { farthest_from_one, sum, mean };

Joined joined_by(const ModuleScene& scene) {
    if (scene.choice.view == ModuleView::luminance) return scene.absolute ? Joined::sum : Joined::mean;
    const bool black = scene.choice.view == ModuleView::relative &&
                       scene.document->file.light.patterns[scene.choice.pattern].black();
    return black ? Joined::mean : Joined::farthest_from_one;
}

std::vector<float> join(const std::vector<std::vector<float>>& values, Joined by) {
    std::vector<const std::vector<float>*> parts;
    for (const std::vector<float>& one : values) {
        if (!one.empty()) parts.push_back(&one);
    }
    if (parts.empty()) return {};
    if (parts.size() == 1) return *parts.front();
    std::vector<float> joined(parts.front()->size(), kNothing);
    each_pixel(joined.size(), [&](std::size_t i) {
        float farthest = kNothing;
        float sum = 0.0F;
        int count = 0;
        for (const std::vector<float>* part : parts) {
            const float value = (*part)[i];
            if (!std::isfinite(value)) continue;
            sum += value;
            ++count;
            if (!std::isfinite(farthest) || std::abs(value - 1.0F) > std::abs(farthest - 1.0F))
                farthest = value;
        }
        if (count == 0) return;
        joined[i] = by == Joined::farthest_from_one ? farthest
                    : by == Joined::sum             ? sum
                                                    : sum / static_cast<float>(count);
    });
    return joined;
}

LayerPtr joined_layer(const ModuleScene& scene, const std::vector<std::vector<float>>& values) {
    std::vector<float> joined = join(values, joined_by(scene));
    if (joined.empty()) joined.assign(scene.document->grid().cells(), kNothing);
    return make_layer_data({.name = {}, .unit = {}, .title = {}, .values = std::move(joined)},
                           scene.document->grid());
}

/// Takes the gains to the light; what has none stays.
void apply_demura(ModuleScene& scene) {
    for (std::size_t s = 0; s < scene.values.size(); ++s) {
        const DemuraTable* table = table_of(*scene.document, scene.choice.pattern, s);
        if (table == nullptr || scene.values[s].empty()) continue;
        std::vector<float>& values = scene.values[s];
        each_pixel(values.size(), [&](std::size_t i) { values[i] *= table->gain[i]; });
    }
}

BinPtr worst_bins(const ModuleScene& scene) {
    const ModuleDocument& document = *scene.document;
    std::vector<std::uint8_t> codes(document.grid().cells());
    each_pixel(codes.size(), [&](std::size_t i) {
        ModuleBin worst = ModuleBin::good;
        bool first = true;
        for (std::size_t s = 0; s < scene.shown.size(); ++s) {
            if (scene.shown[s] == 0) continue;
            const ModuleBin bin = document.quality.bins[s][i];
            worst = first ? bin : worse_of(worst, bin);
            first = false;
        }
        codes[i] = map_code(worst);
    });
    std::vector<StoredBin> table;
    for (const module::ModuleBinInfo& info : module::kModuleBins) {
        const auto part = [&](unsigned shift) {
            return static_cast<std::uint8_t>(info.color >> shift & 0xFFU);
        };
        table.push_back({.code = map_code(info.bin),
                         .name = std::string(info.name),
                         .rgb = {part(16), part(8), part(0)},
                         .pass = info.bin == ModuleBin::good,
                         .description = std::string(info.rule)});
    }
    return make_bin_data(std::move(codes), std::move(table), document.grid());
}

}  // namespace

ModuleChoice first_choice(const ModuleDocument& document) {
    ModuleChoice choice;
    for (const std::optional<std::size_t>& pattern : document.quality.judged_in) {
        if (!pattern) continue;
        choice.pattern = *pattern;
        break;
    }
    return choice;
}

std::vector<ModuleView> module_views(const ModuleDocument& document) {
    std::vector<ModuleView> views{ModuleView::bins, ModuleView::relative, ModuleView::luminance};
    if (!document.quality.mura.field.empty()) views.push_back(ModuleView::field);
    if (!document.quality.demura.empty()) views.push_back(ModuleView::gain);
    return views;
}

std::vector<std::size_t> patterns_of(const ModuleDocument& document, ModuleView view) {
    std::vector<std::size_t> patterns;
    if (view == ModuleView::bins || view == ModuleView::field) return patterns;
    for (std::size_t p = 0; p < document.file.light.patterns.size(); ++p) {
        const bool has = view != ModuleView::gain ||
                         std::ranges::find(document.quality.demura, p, &DemuraTable::pattern) !=
                             document.quality.demura.end();
        if (has) patterns.push_back(p);
    }
    return patterns;
}

std::vector<std::size_t> sub_pixels_of(const ModuleDocument& document, ModuleView view, std::size_t pattern) {
    std::vector<std::size_t> all = all_sub_pixels(document);
    switch (view) {
        case ModuleView::bins:
            break;
        case ModuleView::field:
            return {};
        case ModuleView::relative:
        case ModuleView::luminance: {
            const LitPattern& lit = document.file.light.patterns[pattern];
            if (!lit.black()) std::erase_if(all, [&](std::size_t s) { return !lit.drives(s); });
            break;
        }
        case ModuleView::gain:
            std::erase_if(all, [&](std::size_t s) { return table_of(document, pattern, s) == nullptr; });
            break;
    }
    return all;
}

bool has_demura(const ModuleDocument& document, const ModuleChoice& choice) {
    if (choice.view != ModuleView::luminance) return false;
    const std::vector<std::size_t> shown = sub_pixels_of(document, choice.view, choice.pattern);
    return std::ranges::any_of(shown, [&](std::size_t s) {
        return (choice.sub_pixel == kAllShown || choice.sub_pixel == s) &&
               table_of(document, choice.pattern, s) != nullptr;
    });
}

ModuleChoice settled(const ModuleDocument& document, ModuleChoice choice) {
    const std::vector<ModuleView> views = module_views(document);
    if (std::ranges::find(views, choice.view) == views.end()) choice.view = ModuleView::bins;
    const std::vector<std::size_t> patterns = patterns_of(document, choice.view);
    if (patterns.empty()) {
        choice.pattern = std::min(choice.pattern, document.file.light.patterns.size() - 1);
    } else if (std::ranges::find(patterns, choice.pattern) == patterns.end()) {
        choice.pattern = patterns.front();
    }
    const std::vector<std::size_t> sub_pixels = sub_pixels_of(document, choice.view, choice.pattern);
    if (std::ranges::find(sub_pixels, choice.sub_pixel) == sub_pixels.end()) choice.sub_pixel = kAllShown;
    choice.after_demura = choice.after_demura && has_demura(document, choice);
    return choice;
}

ModuleScenePtr make_module_scene(const ModuleDocumentPtr& document, const ModuleChoice& choice) {
    auto scene = std::make_shared<ModuleScene>();
    scene->document = document;
    scene->choice = settled(*document, choice);
    const ModuleView view = scene->choice.view;
    scene->absolute = view == ModuleView::luminance && document->quality.absolute;
    const std::size_t count = document->layout().sub_pixels.size();
    scene->values.resize(count);
    scene->shown.assign(count, view == ModuleView::field ? 1 : 0);
    for (const std::size_t s : sub_pixels_of(*document, view, scene->choice.pattern)) {
        if (scene->choice.sub_pixel == kAllShown || scene->choice.sub_pixel == s) scene->shown[s] = 1;
    }
    scene->bins = worst_bins(*scene);
    if (view == ModuleView::bins) return scene;
    for (std::size_t s = 0; s < count; ++s) {
        if (scene->shown[s] != 0) scene->values[s] = values_of(*document, scene->choice, s);
    }
    scene->layer = joined_layer(*scene, scene->values);
    scene->scale = scene->layer->statistics;
    if (scene->choice.after_demura) {
        apply_demura(*scene);
        scene->layer = joined_layer(*scene, scene->values);
    }
    return scene;
}

}  // namespace waferglow::gui
