// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/correlate_el.h"

#include "app/cli/summary.h"
#include "app/cli/tell.h"
#include "libinspect/base/error.h"
#include "libinspect/correlation/shifted_parts.h"
#include "libinspect/defect/bins.h"
#include "libinspect/formats/el_source.h"
#include "libinspect/formats/el_stored.h"

#include <charconv>
#include <cstdio>
#include <sstream>

#include <fmt/format.h>

namespace waferglow::cli {
namespace {

[[noreturn]] void refuse(const std::string& part) {
    throw Error(ErrorKind::usage,
                fmt::format("--align: '{}' is none of auto, rowcol, xy, or a list of turn=0|90|180|270, "
                            "mirror, row=N, col=N such as turn=90,mirror,row=-1,col=+3",
                            part));
}

std::int32_t whole(const std::string& part, std::string text) {
    if (text.starts_with('+')) text.erase(0, 1);
    std::int32_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size() || text.empty()) refuse(part);
    return value;
}

std::vector<std::uint8_t> bad_by_pl(const BinVerdicts& pl) {
    std::vector<std::uint8_t> marks(pl.bins.size(), kNoBinCode);
    for (std::size_t cell = 0; cell < marks.size(); ++cell) {
        if (pl.bins[cell] != kNoBinCode) marks[cell] = pl.passes[pl.bins[cell]] ? 0 : 1;
    }
    return marks;
}

/// Labels by place; where they don't lie on the wafer as they are, the origin is unknown.
ElLabels labels_by_place(const ElTable& table, const DieGrid& grid) {
    if (table.x_um.empty()) {
        throw Error(ErrorKind::usage,
                    "--align xy: the EL file has no columns x_um and y_um; use rowcol, or a mapping file "
                    "that names them");
    }
    return labels_of_places(table.x_um, table.y_um, grid, true);
}

nlohmann::ordered_json score_json(const AlignmentScore& score) {
    return {{"transform", describe(score.transform)},
            {"quarter_turns", score.transform.orientation.quarter_turns},
            {"mirrored", score.transform.orientation.mirrored},
            {"row_offset", score.transform.row_offset},
            {"col_offset", score.transform.col_offset},
            {"score", number_or_null(score.score)},
            {"on_wafer", number_or_null(score.on_wafer)}};
}

void place(ElTable& table, const ElLabels& labels, const ElTransform& transform, const DieGrid& grid) {
    const ElLabels::Table& from = labels.of(transform.orientation);
    table.outside_grid = 0;
    for (std::size_t i = 0; i < table.size(); ++i) {
        const DieIndex die = transform.die_of(from.row[i], from.col[i]);
        table.row[i] = die.row;
        table.col[i] = die.col;
        if (!grid.contains(die)) ++table.outside_grid;
    }
}

}  // namespace

AlignChoice parse_align(const std::string& text) {
    if (text == "auto") return {};
    if (text == "rowcol") return {.search = false, .places = false, .transform = {}};
    if (text == "xy") return {.search = true, .places = true, .transform = {}};
    AlignChoice choice{.search = false, .places = false, .transform = ElTransform{}};
    ElTransform& t = *choice.transform;
    std::istringstream parts(text);
    std::string part;
    while (std::getline(parts, part, ',')) {
        const std::size_t equals = part.find('=');
        const std::string key = part.substr(0, equals);
        if (key == "mirror" && equals == std::string::npos) {
            t.orientation.mirrored = true;
            continue;
        }
        if (equals == std::string::npos) refuse(part);
        const std::int32_t value = whole(part, part.substr(equals + 1));
        if (key == "turn" && value >= 0 && value < 360 && value % 90 == 0)
            t.orientation.quarter_turns = value / 90;
        else if (key == "row")
            t.row_offset = value;
        else if (key == "col")
            t.col_offset = value;
        else
            refuse(part);
    }
    if (text.empty()) refuse(text);
    return choice;
}

AlignedEl load_el(const ElRequest& request, const DieMap& map, const BinVerdicts& pl, bool quiet) {
    const AlignChoice choice = parse_align(request.align);
    ElOptions options;
    if (!request.mapping.empty()) options.mapping = read_el_mapping(request.mapping);
    options.wafer_id = request.wafer.empty() ? map.wafer().id : request.wafer;
    AlignedEl el{.table = read_el(request.file, map.grid(), options), .alignment = {}, .text = {}};
    for (const std::string& warning : el.table.warnings) {
        if (!quiet) tell(fmt::format("{}: {}", request.file, warning));
    }
    ElTransform used = choice.transform.value_or(ElTransform{});
    const ElLabels labels = choice.places ? labels_by_place(el.table, map.grid())
                                          : ElLabels{.upright = {el.table.row, el.table.col}, .swapped = {}};
    el.alignment = {{"mode", request.align}};
    if (choice.search && !el.table.pass.empty()) {
        const std::vector<std::uint8_t> by_el = bad_by_el(el.table);
        const std::vector<std::uint8_t> by_pl = bad_by_pl(pl);
        const AlignmentSearch search = find_alignment(map, labels, {by_el, by_pl});
        used = settle_alignment(search, true);
        el.alignment["best"] = score_json(search.best);
        el.alignment["runner_up"] = score_json(search.runner_up);
        el.alignment["as_given"] = score_json(search.as_given);
        el.alignment["lead"] = number_or_null(search.lead);
        el.alignment["conclusive"] = search.conclusive;
        std::string doubt = doubt_of(search, used);
        if (doubt.empty()) doubt = shifted_parts(map, labels, {by_el, by_pl}, used);
        if (!doubt.empty()) {
            el.alignment["doubt"] = doubt;
            if (!quiet) tell(fmt::format("{}: {}", request.file, doubt));
        }
        el.text =
            fmt::format("EL lies on the wafer: {} (score {:.3f}; runner-up '{}' {:.3f})\n", describe(used),
                        used == search.as_given.transform ? search.as_given.score : search.best.score,
                        describe(search.runner_up.transform), search.runner_up.score);
    } else {
        el.text = fmt::format("EL lies on the wafer: {}, as told\n", describe(used));
    }
    el.alignment["used"] = score_json({used, std::nan(""), std::nan("")});
    el.alignment["used"].erase("score");
    el.alignment["used"].erase("on_wafer");
    place(el.table, labels, used, map.grid());
    return el;
}

}  // namespace waferglow::cli
