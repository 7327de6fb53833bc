// SPDX-License-Identifier: GPL-3.0-or-later
// What was found on the dies of a wafer, with all that rules ask for: it gets its name and verdict from the
// rules, and gets them anew from other rules, without pixels.
#pragma once

#include "libinspect/appearance/class_rules.h"
#include "libinspect/geometry/die_grid.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace waferglow::appearance {

/// What is asked of every die, each with a tail and a threshold of its own.
enum class Test : std::uint8_t { body, metal, rim, whole_part, whole_body };
inline constexpr std::size_t kTests = 5;
[[nodiscard]] const char* to_string(Test test);

/// A finding over its threshold.
struct FoundDefect {
    DieIndex die;
    int defect = 0;      ///< from 1 on; a line over several dies has the same number on each
    int tile = 0;        ///< position among the tiles given
    std::string region;  ///< for people: "body", "pad 1", "die"
    DefectFeatures features;
    Test test = Test::body;  ///< that it answers to
    double over = 0.0;       ///< answer over threshold; a faint piece of a line has less than 1
    double sigma = 0.0;      ///< strongest answer
    double x_um = 0.0;       ///< from the die's centre, y up
    double y_um = 0.0;
    double angle_rad = 0.0;  ///< of its long axis, counter-clockwise from x, y up
};

/// One defect on one die, with its name.
struct AppearanceDefect {
    DieIndex die;
    int defect = 0;
    std::string name;  ///< of its class
    std::string region;
    AppearanceVerdict verdict = AppearanceVerdict::pass;
    double x_um = 0.0;  ///< from the die's centre, y up
    double y_um = 0.0;
    double wafer_x_um = 0.0;
    double wafer_y_um = 0.0;
    double length_um = 0.0;
    double width_um = 0.0;
    double area_um2 = 0.0;
    double contrast = 0.0;
    double sigma = 0.0;
    std::string polarity;
    int tile = 0;
    std::string reason;
};

/// The class that a person gave a defect, in place of the rules.
struct ClassByHand {
    int defect = 0;    ///< FoundDefect::defect: of a line over several dies, all of it
    std::string name;  ///< of the class
    std::string was;   ///< what it was called before
    std::string by;
    std::string at;  ///< ISO 8601
    friend bool operator==(const ClassByHand&, const ClassByHand&) = default;
};

/// Classes that people may name beside those of rules: it passes.
inline constexpr const char* kFalseAlarm = "false_alarm";

/// The finding by the rules. A class that dies of this size don't show (`not_resolved`) is an anomaly, with
/// the verdict that the rules give one. Where `by_hand` is given it names the class, and the rules only the
/// verdict.
[[nodiscard]] AppearanceDefect name_defect(const FoundDefect& found, const std::vector<ClassRule>& rules,
                                           std::span<const std::string> not_resolved, const DieGrid& grid,
                                           const ClassByHand* by_hand = nullptr);

/// Position of a class in the order of the rules; behind all where no rule names it.
[[nodiscard]] std::size_t rank_of(const std::string& name, const std::vector<ClassRule>& rules);

}  // namespace waferglow::appearance
