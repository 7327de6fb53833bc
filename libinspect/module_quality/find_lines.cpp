// SPDX-License-Identifier: GPL-3.0-or-later
// Lines of single colours and of all colours together.
#include "libinspect/module_quality/internal/line_view.h"
#include "libinspect/module_quality/internal/lines.h"
#include "libinspect/module_quality/internal/relative_light.h"

#include <algorithm>
#include <cmath>
#include <tuple>

namespace waferglow::module {
namespace {

/// Of the whole line's contrast each colour shows at least this.
constexpr double kSharedByAll = 0.5;

std::vector<float> mean_of(const std::vector<LineLayer>& colours) {
    std::vector<float> mean(colours.front().log_relative.size());
    for (std::size_t i = 0; i < mean.size(); ++i) {
        float sum = 0.0F;
        for (const LineLayer& colour : colours) {
            // Single faults of one colour are no part of a weak line.
            const auto most = static_cast<float>(4.0 * colour.spread);
            const float value = colour.log_relative[i];
            sum += std::isnan(value) ? value : std::clamp(value, -most, most);
        }
        mean[i] = sum / static_cast<float>(colours.size());
    }
    return mean;
}

bool shown_by_all(const Line& line, const std::vector<LineLayer>& colours, const Module& module) {
    const double joint = std::log1p(line.contrast);
    return std::ranges::all_of(colours, [&](const LineLayer& colour) {
        const LineView view(colour.log_relative, module.grid, line.axis);
        const double mean = trimmed_mean(view, line.index, line.begin, line.end, 4.0 * colour.spread);
        return mean * joint > 0.0 && std::abs(mean) > kSharedByAll * std::abs(joint);
    });
}

bool same_place(const Line& a, const Line& b) {
    return a.axis == b.axis && a.index == b.index && std::min(a.end, b.end) > std::max(a.begin, b.begin);
}

/// Weak lines of all colours stand out of their mean more than out of each.
void take_weak_of_all(const std::vector<LineLayer>& colours, const Module& module,
                      const QualitySettings& settings, std::vector<Line>& lines) {
    const std::vector<float> mean = mean_of(colours);
    const LineLayer joint{mean, robust_spread(mean, 0.0), kAllSubPixels};
    std::vector<Line> strong;
    std::ranges::copy_if(lines, std::back_inserter(strong), [](const Line& line) { return line.strong; });
    for (const Line& line : weak_lines(joint, module, settings, strong)) {
        if (!shown_by_all(line, colours, module)) continue;
        std::erase_if(lines, [&](const Line& other) { return !other.strong && same_place(line, other); });
        lines.push_back(line);
    }
}

}  // namespace

std::vector<Line> find_lines(const std::vector<LineLayer>& colours, const Module& module,
                             const QualitySettings& settings) {
    std::vector<Line> lines;
    for (const LineLayer& colour : colours) {
        if (!(colour.spread > 0.0)) continue;
        const std::vector<Line> strong = strong_lines(colour, module, settings);
        const std::vector<Line> weak = weak_lines(colour, module, settings, strong);
        lines.insert(lines.end(), strong.begin(), strong.end());
        lines.insert(lines.end(), weak.begin(), weak.end());
    }
    lines = joined_lines(lines, module.sub_pixels.size());
    if (colours.size() > 1 && colours.size() == module.sub_pixels.size())
        take_weak_of_all(colours, module, settings, lines);
    std::ranges::sort(lines, [](const Line& a, const Line& b) {
        return std::tuple(a.axis, a.index, a.begin, a.sub_pixel) <
               std::tuple(b.axis, b.index, b.begin, b.sub_pixel);
    });
    return lines;
}

}  // namespace waferglow::module
