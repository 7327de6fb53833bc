// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/report/internal/plot.h"

#include "libinspect/report/color_scale.h"
#include "libinspect/report/internal/numbers.h"

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

namespace waferglow {
namespace {

constexpr double kTextPt = 7.5;

double share_on(const Axis& axis, double value) {
    const double share = axis.log
                             ? std::log(std::max(value, axis.low) / axis.low) / std::log(axis.high / axis.low)
                             : (value - axis.low) / (axis.high - axis.low);
    return std::isfinite(share) ? std::clamp(share, 0.0, 1.0) : 0.0;
}

std::vector<double> ticks_of(const Axis& axis, int count) {
    if (!axis.log) return round_ticks(axis.low, axis.high, count);
    std::vector<double> ticks;
    const int first = static_cast<int>(std::ceil(std::log10(axis.low) - 1e-9));
    const int last = static_cast<int>(std::floor(std::log10(axis.high) + 1e-9));
    for (int power = first; power <= last; ++power) ticks.push_back(std::pow(10.0, power));
    return ticks;
}

std::string tick_label(const Axis& axis, double value, double step) {
    const double shown = axis.percent ? 100.0 * value : value;
    const double shown_step = axis.percent ? 100.0 * step : step;
    const std::string text = tick_text(shown, shown_step);
    return axis.percent ? text + "\u00A0%" : text;
}

}  // namespace

double text_width_pt(const std::string& text, double size) {
    const auto letters =
        std::ranges::count_if(text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; });
    return 0.53 * size * static_cast<double>(letters);
}

Plot::Plot(Figure& figure, Axis x, Axis y, PlotMargins margins)
    : figure_(figure), x_(std::move(x)), y_(std::move(y)), margins_(margins) {}

PointPt Plot::at(double x, double y) const {
    return {left() + share_on(x_, x) * (right() - left()), bottom() - share_on(y_, y) * (bottom() - top())};
}

void Plot::x_tick(double value, const std::string& label) {
    const double x = at(value, 0.0).x;
    figure_.shapes.emplace_back(
        PathShape{.points = {{x, bottom()}, {x, bottom() + 3.0}}, .width = 0.5, .rgb = ink::kQuiet});
    figure_.shapes.emplace_back(
        TextShape{.x = x, .y = bottom() + 11.0, .text = label, .anchor = Anchor::middle, .rgb = ink::kQuiet});
}

void Plot::y_tick(double value, const std::string& label) {
    const double y = at(x_.low, value).y;
    figure_.shapes.emplace_back(
        PathShape{.points = {{left(), y}, {right(), y}}, .width = 0.4, .rgb = ink::kLine});
    figure_.shapes.emplace_back(TextShape{.x = left() - 4.0,
                                          .y = y + 0.35 * kTextPt,
                                          .text = label,
                                          .anchor = Anchor::end,
                                          .rgb = ink::kQuiet});
}

void Plot::draw_grid() {
    const auto step = [](const std::vector<double>& ticks, std::size_t i, bool log) {
        return log ? ticks[i] : step_of(ticks);
    };
    std::vector<double> ys = ticks_of(y_, std::max(2, static_cast<int>((bottom() - top()) / 20.0)));
    if (!y_.ticks) ys.clear();
    for (std::size_t i = 0; i < ys.size(); ++i) y_tick(ys[i], tick_label(y_, ys[i], step(ys, i, y_.log)));
    std::vector<double> xs = ticks_of(x_, std::max(2, static_cast<int>((right() - left()) / 45.0)));
    if (!x_.ticks) xs.clear();
    for (std::size_t i = 0; i < xs.size(); ++i) x_tick(xs[i], tick_label(x_, xs[i], step(xs, i, x_.log)));
    figure_.shapes.emplace_back(
        PathShape{.points = {{left(), bottom()}, {right(), bottom()}}, .width = 0.75, .rgb = ink::kQuiet});
    figure_.shapes.emplace_back(TextShape{.x = 0.5 * (left() + right()),
                                          .y = bottom() + 23.0,
                                          .text = x_.label,
                                          .anchor = Anchor::middle,
                                          .rgb = ink::kText});
    figure_.shapes.emplace_back(TextShape{.x = 8.0,
                                          .y = 0.5 * (top() + bottom()),
                                          .text = y_.label,
                                          .anchor = Anchor::middle,
                                          .rgb = ink::kText,
                                          .upwards = true});
}

void Plot::mark_x(double x, const std::string& word, std::uint32_t rgb) {
    const double at_x = at(x, 0.0).x;
    figure_.shapes.emplace_back(
        PathShape{.points = {{at_x, top()}, {at_x, bottom()}}, .width = 0.75, .rgb = rgb, .dashed = true});
    const bool room_at_right = right() - at_x > text_width_pt(word, kTextPt) + 4.0;
    figure_.shapes.emplace_back(TextShape{.x = room_at_right ? at_x + 3.0 : at_x - 3.0,
                                          .y = top() + kTextPt,
                                          .text = word,
                                          .anchor = room_at_right ? Anchor::start : Anchor::end,
                                          .rgb = rgb});
}

}  // namespace waferglow
