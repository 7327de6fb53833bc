// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/presenters/correlation/el_input.h"

#include "libinspect/base/error.h"
#include "libinspect/base/json_text.h"
#include "libinspect/correlation/shifted_parts.h"
#include "libinspect/formats/el_source.h"
#include "libinspect/formats/el_stored.h"
#include "libinspect/report/el_view.h"

#include <cmath>
#include <utility>

#include <nlohmann/json.hpp>

namespace waferglow::gui {
namespace {

std::vector<std::uint8_t> bad_by_pl(const BinData& bins) {
    std::vector<std::uint8_t> marks(bins.ranks.size(), kNoBinCode);
    for (std::size_t cell = 0; cell < marks.size(); ++cell) {
        const std::uint8_t code = bins.code(cell);
        if (code == kNoBinCode) continue;
        const StoredBin* bin = bins.find(code);
        marks[cell] = bin != nullptr && bin->pass ? 0 : 1;
    }
    return marks;
}

nlohmann::ordered_json number_or_null(double value) {
    return std::isfinite(value) ? nlohmann::ordered_json(value) : nlohmann::ordered_json();
}

const char* json_name(Rate rate) {
    switch (rate) {
        case Rate::accuracy:
            return "accuracy";
        case Rate::overkill:
            return "overkill";
        case Rate::escape:
            return "escape";
        case Rate::outgoing:
            return "outgoing_ppm";
        case Rate::balanced_accuracy:
            return "balanced_accuracy";
        case Rate::mcc:
            return "mcc";
        case Rate::kappa:
            return "kappa";
    }
    return "";
}

}  // namespace

ElInput load_el(const std::filesystem::path& path, const std::filesystem::path& mapping, const DieMap& map,
                const BinData& bins) {
    ElOptions options;
    if (!mapping.empty()) options.mapping = read_el_mapping(mapping);
    options.wafer_id = map.wafer().id;
    ElInput input;
    input.path = path;
    input.format = el_format_name(el_format(path));
    auto table = std::make_shared<ElTable>(read_el(path, map.grid(), options));
    input.table = table;
    const std::vector<std::uint8_t> el = bad_by_el(*table);
    const std::vector<std::uint8_t> pl = bad_by_pl(bins);
    const ElLabels labels{.upright = {table->row, table->col}, .swapped = {}};
    try {
        input.search = find_alignment(map, labels, {el, pl});
        input.used = settle_alignment(*input.search, true);
        input.doubt = doubt_of(*input.search, input.used);
        if (input.doubt.empty()) input.doubt = shifted_parts(map, labels, {el, pl}, input.used);
    } catch (const Error& error) {
        input.doubt = error.what();
    }
    return input;
}

ElInput stored_input(const DieTable& el) {
    auto table = std::make_shared<ElTable>();
    table->row = el.row;
    table->col = el.col;
    const auto values = [&el](const char* name) {
        const StoredColumn* column = find_column(el, name);
        return column == nullptr ? std::vector<float>() : column->values;
    };
    table->el_intensity = values("el_intensity");
    table->ir_ua = values("ir_ua");
    table->vf_v = values("vf_v");
    table->wavelength_nm = values("wavelength_nm");
    for (const float pass : values("pass"))
        table->pass.push_back(pass == 0.0F ? 0 : pass == 1.0F ? 1 : kNoPass);
    ElInput input;
    input.table = std::move(table);
    return input;
}

ElTable on_wafer(const ElInput& input) {
    ElTable table = *input.table;
    if (input.used == ElTransform{}) return table;
    for (std::size_t i = 0; i < table.size(); ++i) {
        const DieIndex die = input.used.die_of(table.row[i], table.col[i]);
        table.row[i] = die.row;
        table.col[i] = die.col;
    }
    return table;
}

std::string correlation_json(const ElComparison& result, const ElInput& input) {
    const Confusion& c = result.confusion;
    nlohmann::ordered_json json{{"matched", c.matched()}};
    for (const RateFigure& figure : result.figures) {
        const double scale = figure.rate == Rate::outgoing ? 1e6 : 1.0;
        const std::string name = json_name(figure.rate);
        json[name] = number_or_null(scale * figure.value);
        if (figure.interval)
            json[name + "_ci95"] = {scale * figure.interval->low, scale * figure.interval->high};
    }
    json["confusion"] = {{"tp", c.tp}, {"fp", c.fp}, {"tn", c.tn}, {"fn", c.fn}};
    json["el_records"] = result.records;
    json["el_outside_grid"] = result.left_out.off_wafer - result.left_out.on_no_die;
    json["el_on_no_die"] = result.left_out.on_no_die;
    json["el_superseded"] = result.left_out.superseded;
    json["el_unmeasured"] = result.left_out.unmeasured;
    json["el_not_judged"] = result.left_out.not_judged;
    json["pearson"] = number_or_null(result.pearson);
    json["spearman"] = number_or_null(result.spearman);
    json["alignment"] = describe(input.used);
    if (!input.table->warnings.empty()) json["el_warnings"] = input.table->warnings;
    return json_text(json);
}

}  // namespace waferglow::gui
