// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/presenters/recipe/region_boxes.h"

#include <charconv>
#include <cmath>
#include <sstream>

#include <fmt/format.h>

namespace waferglow::gui {
namespace {

std::vector<double> numbers_of(const std::string& typed) {
    std::vector<double> numbers;
    std::istringstream parts(typed);
    for (std::string part; std::getline(parts, part, ',');) {
        const std::size_t begin = part.find_first_not_of(" \t");
        if (begin == std::string::npos) return {};
        double value = 0.0;
        const auto result = std::from_chars(part.data() + begin, part.data() + part.size(), value);
        if (result.ec != std::errc() || !std::isfinite(value)) return {};
        numbers.push_back(value);
    }
    return numbers;
}

std::string text_in(const FieldTexts& row, const char* key) {
    const auto at = row.find(key);
    return at == row.end() ? std::string() : at->second;
}

}  // namespace

std::vector<RegionBox> region_boxes(const RecipeDraft& draft) {
    std::vector<RegionBox> boxes;
    const auto list = draft.lists.find(kRegionList);
    if (list == draft.lists.end()) return boxes;
    for (std::size_t i = 0; i < list->second.size(); ++i) {
        const FieldTexts& row = list->second[i];
        const std::vector<double> rect = numbers_of(text_in(row, kRegionRect));
        if (rect.size() != 4 || !(rect[2] > 0.0 && rect[3] > 0.0)) continue;
        boxes.push_back({.row = static_cast<int>(i),
                         .name = text_in(row, "name"),
                         .kind = text_in(row, "kind"),
                         .left_um = rect[0],
                         .bottom_um = rect[1],
                         .width_um = rect[2],
                         .height_um = rect[3]});
    }
    return boxes;
}

std::string rect_text(double left_um, double bottom_um, double width_um, double height_um) {
    constexpr double kStep = 100.0;
    const auto rounded = [](double um) { return std::round(um * kStep) / kStep + 0.0; };
    return fmt::format("{}, {}, {}, {}", rounded(left_um), rounded(bottom_um), rounded(width_um),
                       rounded(height_um));
}

}  // namespace waferglow::gui
