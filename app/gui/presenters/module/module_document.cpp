// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/presenters/module/module_document.h"

#include "libinspect/module_quality/pattern_layers.h"
#include "libinspect/recipe/recipe.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <utility>

namespace waferglow::gui {
namespace {

using module::info_of;
using module::kModuleBins;
using module::ModuleBin;
using module::order_of;

constexpr float kNotKnown = std::numeric_limits<float>::quiet_NaN();

FaultList list_faults(const ModuleFile& file, const module::ModuleQuality& quality, std::size_t most) {
    const DieGrid& grid = file.light.module.grid;
    FaultList list;
    // A bin never needs more rows than the list has.
    std::array<std::vector<FaultRow>, kModuleBins.size()> by_bin;
    std::vector<std::vector<float>> black;
    for (std::size_t s = 0; s < quality.bins.size(); ++s)
        black.push_back(module::black_light_of(file.light, quality, s));
    for (std::int32_t row = 0; row < grid.rows; ++row) {
        for (std::int32_t col = 0; col < grid.cols; ++col) {
            const std::size_t cell = grid.cell({row, col});
            for (std::size_t s = 0; s < quality.bins.size(); ++s) {
                const ModuleBin bin = quality.bins[s][cell];
                if (!info_of(bin).fault) continue;
                ++list.all;
                std::vector<FaultRow>& rows = by_bin.at(order_of(bin));
                if (rows.size() >= most) continue;
                rows.push_back({{row, col},
                                s,
                                bin,
                                quality.relative[s].empty() ? kNotKnown : quality.relative[s][cell],
                                black[s].empty() ? kNotKnown : black[s][cell]});
            }
        }
    }
    for (const std::vector<FaultRow>& rows : by_bin) {
        const std::size_t take = std::min(rows.size(), most - list.rows.size());
        list.rows.insert(list.rows.end(), rows.begin(), rows.begin() + static_cast<std::ptrdiff_t>(take));
    }
    return list;
}

void tell_limits(const module::QualitySettings& settings, ModuleDocument& document) {
    const module::ModuleQuality& quality = document.quality;
    const std::int64_t unmeasured = quality.count(ModuleBin::unmeasured);
    if (unmeasured > 0)
        document.reasons.push_back({.key = "unmeasured",
                                    .value = static_cast<double>(unmeasured),
                                    .limit = static_cast<double>(quality.sub_pixels())});
    for (const module::LimitCheck& check : quality.limits) {
        ModuleReason reason{
            .key = check.name, .value = check.value, .limit = check.limit, .at_least = check.at_least};
        if (check.name == "fault_class") {
            reason.value_name = quality.fault_class.value_or("");
            reason.limit_name = settings.fault_class;
        }
        if (!check.held) document.reasons.push_back(reason);
        document.limits.push_back(std::move(reason));
    }
}

}  // namespace

ModuleDocumentPtr make_module_document(std::filesystem::path path, JudgedModule judged, std::size_t most) {
    auto document = std::make_shared<ModuleDocument>();
    document->path = std::move(path);
    document->faults = list_faults(judged.file, judged.quality, most);
    document->file = std::move(judged.file);
    document->quality = std::move(judged.quality);
    const Recipe recipe = parse_recipe(document->file.recipe_toml, document->path.string());
    tell_limits(recipe.module, *document);
    return document;
}

ModuleDocumentPtr open_module_document(const std::filesystem::path& path) {
    return make_module_document(path, read_judged_module(path));
}

}  // namespace waferglow::gui
