// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/formats/el_stored.h"

#include <utility>

namespace waferglow {

DieTable stored_el(const ElTable& el, std::vector<float> trained) {
    DieTable table{.row = el.row, .col = el.col, .columns = {}};
    const auto add = [&table](const char* name, const char* unit, const char* title,
                              std::vector<float> values) {
        if (!values.empty()) table.columns.push_back({name, unit, title, std::move(values)});
    };
    add("el_intensity", "", "EL intensity", el.el_intensity);
    add("ir_ua", "uA", "reverse current", el.ir_ua);
    add("vf_v", "V", "forward voltage", el.vf_v);
    add("wavelength_nm", "nm", "EL wavelength", el.wavelength_nm);
    std::vector<float> pass;
    for (const std::uint8_t verdict : el.pass) pass.push_back(verdict > 1 ? kNoData : verdict);
    add("pass", "", "EL verdict, 1 good", std::move(pass));
    add("trained", "", "1: a model has learnt from this record", std::move(trained));
    return table;
}

std::vector<std::uint8_t> bad_by_el(const ElTable& el) {
    std::vector<std::uint8_t> marks(el.size(), kNoPass);
    for (std::size_t i = 0; i < el.pass.size(); ++i) {
        if (el.pass[i] <= 1) marks[i] = el.pass[i] == 0 ? 1 : 0;
    }
    return marks;
}

}  // namespace waferglow
