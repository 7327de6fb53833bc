// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/correlation/el_alignment.h"

#include "libinspect/base/error.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

#include <fmt/format.h>

namespace waferglow {
namespace {

constexpr double kLeastConcentration = 0.6;  // of phases; 1: all alike, 0: anywhere in the cell
constexpr double kLeastOnWafer = 0.5;

/// Mean phase of `places` in cells of `pitch`, as a part of the pitch in (-0.5, 0.5].
double phase_of(std::span<const double> places, double origin, double pitch, const char* axis) {
    double cosine = 0.0;
    double sine = 0.0;
    for (const double place : places) {
        const double angle = 2.0 * std::numbers::pi * (place - origin) / pitch;
        cosine += std::cos(angle);
        sine += std::sin(angle);
    }
    const double concentration = std::hypot(cosine, sine) / static_cast<double>(places.size());
    if (!(concentration >= kLeastConcentration)) {
        throw Error(
            ErrorKind::input,
            fmt::format("EL places in {} do not lie on a lattice of {} um (concentration {:.2f}, {} needed): "
                        "check that they are in um and not turned against the dies",
                        axis, pitch, concentration, kLeastConcentration));
    }
    return std::atan2(sine, cosine) / (2.0 * std::numbers::pi);
}

std::vector<std::int32_t> whole(std::span<const double> places, double origin, double pitch, double phase) {
    std::vector<std::int32_t> labels(places.size());
    for (std::size_t i = 0; i < places.size(); ++i) {
        const double label = std::round((places[i] - origin) / pitch - phase);
        if (!(std::abs(label) < 1e9)) {
            throw Error(ErrorKind::input,
                        fmt::format("EL record {}: place {} um is off any wafer", i + 1, places[i]));
        }
        labels[i] = static_cast<std::int32_t>(label);
    }
    return labels;
}

std::int32_t clamp(std::int64_t value) {
    return static_cast<std::int32_t>(std::clamp<std::int64_t>(value, std::numeric_limits<std::int32_t>::min(),
                                                              std::numeric_limits<std::int32_t>::max()));
}

std::string in_words(const AlignmentScore& score) {
    return fmt::format("'{}' (score {:.3f}, {:.1f} % of the records on the wafer)", describe(score.transform),
                       score.score, 100.0 * score.on_wafer);
}

}  // namespace

DieIndex ElTransform::die_of(std::int32_t el_row, std::int32_t el_col) const {
    std::int64_t row = el_row;
    std::int64_t col = orientation.mirrored ? -std::int64_t{el_col} : el_col;
    for (int turn = 0; turn < orientation.quarter_turns; ++turn) {
        // Counter-clockwise: (x, y) -> (-y, x), where x is col and y is -row.
        const std::int64_t turned = -col;
        col = row;
        row = turned;
    }
    return {clamp(row + row_offset), clamp(col + col_offset)};
}

std::string describe(const ElTransform& transform) {
    if (transform == ElTransform{}) return "as given";
    std::string text = transform.orientation.mirrored ? "mirrored, " : "";
    if (transform.orientation.quarter_turns != 0) {
        text += fmt::format("turned by {} degrees, ", 90 * transform.orientation.quarter_turns);
    }
    return text + fmt::format("rows {:+}, columns {:+}", transform.row_offset, transform.col_offset);
}

ElLabels labels_of_places(std::span<const double> x_um, std::span<const double> y_um, const DieGrid& grid,
                          bool unknown_origin) {
    if (x_um.size() != y_um.size() || x_um.empty()) {
        throw Error(ErrorKind::input, fmt::format("{} x and {} y of EL places", x_um.size(), y_um.size()));
    }
    if (!grid.steps.uniform()) {
        if (unknown_origin)
            throw Error(
                ErrorKind::input,
                "EL places of an unknown origin can't be laid on dies in fields or staggered rows; give "
                "rows and columns, or places counted from the wafer's centre");
        ElLabels labels;
        for (std::size_t i = 0; i < x_um.size(); ++i) {
            const DieIndex die = grid.nearest({x_um[i], y_um[i]});
            labels.upright.row.push_back(die.row);
            labels.upright.col.push_back(die.col);
        }
        return labels;
    }
    std::vector<double> down(y_um.begin(), y_um.end());
    for (double& y : down) y = -y;
    const auto phase = [&](std::span<const double> places, double origin, double pitch, const char* axis) {
        return unknown_origin ? phase_of(places, origin, pitch, axis) : 0.0;
    };
    ElLabels labels;
    const auto make = [&](ElLabels::Table& table, double pitch_x, double pitch_y) {
        const double phase_x = phase(x_um, grid.x0_um, pitch_x, "x");
        const double phase_y = phase(down, -grid.y0_um, pitch_y, "y");
        table.col = whole(x_um, grid.x0_um, pitch_x, phase_x);
        table.row = whole(down, -grid.y0_um, pitch_y, phase_y);
        labels.phase_x_um = phase_x * pitch_x;
        labels.phase_y_um = -phase_y * pitch_y;
    };
    if (unknown_origin && grid.pitch_x_um != grid.pitch_y_um) {
        // A table that lies the wrong way round has the other pitch along its x; only one of the two may fit.
        try {
            make(labels.swapped, grid.pitch_y_um, grid.pitch_x_um);
        } catch (const Error&) {
            labels.swapped = {};
        }
        try {
            make(labels.upright, grid.pitch_x_um, grid.pitch_y_um);
        } catch (const Error&) {
            if (labels.swapped.row.empty()) throw;
            labels.upright = labels.swapped;
        }
        return labels;
    }
    make(labels.upright, grid.pitch_x_um, grid.pitch_y_um);
    return labels;
}

std::string doubt_of(const AlignmentSearch& search, const ElTransform& used) {
    const AlignmentScore& score = used == search.best.transform ? search.best : search.as_given;
    if (score.score >= kLeastScore) return {};
    const std::string found = fmt::format(
        "Matthews correlation {:.2f} on the {:.1f} % of the records that "
        "meet a judged die",
        score.score / std::max(score.on_wafer, 1e-9), 100.0 * score.on_wafer);
    if (score.score <= -kLeastScore)
        return fmt::format(
            "the verdicts of EL and PL contradict each other ({}): is passing and failing "
            "exchanged in the EL data?",
            found);
    return fmt::format(
        "the verdicts of EL and PL agree no better than by chance ({}): are the EL data of "
        "another wafer, or their rows in another order?",
        found);
}

ElTransform settle_alignment(const AlignmentSearch& search, bool prefer_given) {
    const bool given_fits = search.as_given.on_wafer >= kLeastOnWafer && search.lead_over_given < kLeastLead;
    if (prefer_given && given_fits) return search.as_given.transform;
    if (search.conclusive) return search.best.transform;
    if (const AlignmentScore& given = search.as_given; given.score <= -kLeastScore && prefer_given)
        throw Error(ErrorKind::input, doubt_of(search, given.transform));
    throw Error(
        ErrorKind::input,
        fmt::format("the EL data do not show how they lie on the wafer: {} leads {} by only {:.1f} standard "
                    "errors ({} needed, and a score of {}); say orientation and offset, or give more dies "
                    "with both good and bad among them",
                    in_words(search.best), in_words(search.runner_up), search.lead, kLeastLead, kLeastScore));
}

}  // namespace waferglow
