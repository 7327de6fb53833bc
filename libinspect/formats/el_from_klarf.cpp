// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/formats/internal/el_from_klarf.h"

#include "libinspect/base/error.h"
#include "libinspect/formats/internal/el_wafer_choice.h"
#include "libinspect/formats/internal/klarf_on_grid.h"
#include "libinspect/formats/internal/text_scan.h"
#include "libinspect/formats/klarf.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <string>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace waferglow {
namespace {

void sort_unique(std::vector<KlarfDie>& dies) {
    if (!std::ranges::is_sorted(dies)) std::ranges::sort(dies);
    dies.erase(std::unique(dies.begin(), dies.end()), dies.end());
}

std::vector<KlarfDie> planned_dies(const KlarfWafer& wafer) {
    std::vector<KlarfDie> dies;
    for (const KlarfTest& test : wafer.tests) dies.insert(dies.end(), test.dies.begin(), test.dies.end());
    sort_unique(dies);
    return dies;
}

/// Dies that were taken off the plan again: a record with a count and pairs of indices.
std::vector<KlarfDie> removed_dies(const KlarfWafer& wafer) {
    std::vector<KlarfDie> dies;
    for (const KlarfField& field : wafer.fields) {
        if (!same_word(field.name, "RemovedDieList")) continue;
        for (std::size_t i = 1; i + 1 < field.values.size(); i += 2) {
            const auto x = parse_whole<std::int32_t>(field.values[i]);
            const auto y = parse_whole<std::int32_t>(field.values[i + 1]);
            if (x && y) dies.push_back({*x, *y});
        }
    }
    sort_unique(dies);
    return dies;
}

/// Whether the test of a defect lists its dies; a test that is not known counts as one that does.
bool has_plan(const KlarfWafer& wafer, double number) {
    bool known = false;
    for (const KlarfTest& test : wafer.tests) {
        if (test.number != number) continue;
        known = true;
        if (!test.dies.empty()) return true;
    }
    return !known;
}

/// Which defects leave their die good: those whose value in the mapping's column passes. Without a mapping
/// none does.
class PassingDefects {
  public:
    PassingDefects(const std::filesystem::path& path, const Klarf& klarf, const KlarfWafer& wafer,
                   const std::optional<ElMapping>& mapping)
        : klarf_(klarf), defects_(wafer.defects) {
        const bool mapped = mapping && !mapping->pass.empty();
        column_ = defects_.find(mapped ? mapping->pass : kClass);
        if (!mapped || defects_.rows() == 0) return;
        if (!column_)
            throw Error(ErrorKind::input,
                        fmt::format("{}: defects have no column '{}', which [pass] of the mapping names; "
                                    "columns are {}",
                                    path.string(), mapping->pass, fmt::join(defects_.columns, ", ")));
        passing_ = &mapping->pass_values;
    }

    [[nodiscard]] bool passes(std::size_t defect) const {
        return passing_ != nullptr && std::ranges::any_of(*passing_, [&](const std::string& passing) {
                   return is_called(defects_.at(defect, *column_), passing);
               });
    }

    /// What decided, where that may surprise: a value that passes and never occurs; classes of which some may
    /// be meant to pass.
    void tell(std::vector<std::string>& warnings) const {
        if (!column_ || defects_.rows() == 0) return;
        std::map<std::string, std::size_t> counts;
        for (std::size_t i = 0; i < defects_.rows(); ++i) {
            const double value = defects_.at(i, *column_);
            if (!std::isnan(value)) ++counts[text_of(value)];
        }
        if (passing_ == nullptr) {
            if (counts.size() > 1) tell_classes(counts, warnings);
            return;
        }
        for (const std::string& passing : *passing_) {
            if (std::ranges::none_of(counts, [&](const auto& counted) {
                    return passing == counted.first || passing == name_of(counted.first);
                }))
                add_warning(warnings, fmt::format("no defect has the value '{}', which passes by the mapping",
                                                  passing));
        }
    }

  private:
    static constexpr const char* kClass = "CLASSNUMBER";
    static constexpr std::size_t kClassesTold = 8;

    void tell_classes(const std::map<std::string, std::size_t>& counts,
                      std::vector<std::string>& warnings) const {
        std::vector<std::string> classes;
        for (const auto& [number, count] : counts) {
            if (classes.size() == kClassesTold) break;
            classes.push_back(fmt::format("{} '{}' ({})", number, name_of(number), count));
        }
        add_warning(
            warnings,
            fmt::format("every defect fails its die, whatever its class: {}{}; if defects of some "
                        "classes pass, name these in [pass] of a mapping file, column {}",
                        fmt::join(classes, ", "), counts.size() > classes.size() ? ", ..." : "", kClass));
    }

    [[nodiscard]] static std::string text_of(double value) { return fmt::format("{}", value); }
    /// Of the ClassLookup; empty where it names none, and for other columns.
    [[nodiscard]] std::string name_of(std::string_view number) const {
        if (!same_word(defects_.columns[*column_], kClass)) return {};
        const auto found = std::ranges::find_if(klarf_.classes, [number](const KlarfClass& known) {
            return number == fmt::format("{}", known.number);
        });
        return found == klarf_.classes.end() ? std::string() : found->name;
    }
    [[nodiscard]] bool is_called(double value, std::string_view passing) const {
        const std::string number = text_of(value);
        return passing == number || passing == name_of(number);
    }

    const Klarf& klarf_;
    const KlarfTable& defects_;
    std::optional<std::size_t> column_;
    const std::vector<std::string>* passing_ = nullptr;
};

/// Sorted, each once.
std::vector<KlarfDie> bad_dies(const std::filesystem::path& path, const Klarf& klarf, const KlarfWafer& wafer,
                               const std::vector<KlarfDie>& planned, const PassingDefects& passing) {
    std::vector<KlarfDie> bad;
    const KlarfTable& defects = wafer.defects;
    if (defects.rows() == 0) return bad;
    const KlarfPlaces places(klarf, wafer);
    const auto test = defects.find("TEST");
    for (std::size_t i = 0; i < defects.rows(); ++i) {
        const KlarfDie die = places.die(i);
        const bool listed = planned.empty() || std::ranges::binary_search(planned, die) ||
                            (test && !has_plan(wafer, defects.at(i, *test)));
        if (!listed) {
            throw Error(
                ErrorKind::input,
                fmt::format("{} line {}: the defect lies on die ({}, {}), which the SampleTestPlan does "
                            "not list; correct the plan or the defect",
                            path.string(), i < defects.lines.size() ? defects.lines[i] : 0, die.x, die.y));
        }
        if (!passing.passes(i)) bad.push_back(die);
    }
    sort_unique(bad);
    return bad;
}

}  // namespace

ElTable el_from_klarf(const std::filesystem::path& path, const DieGrid& grid, const ElOptions& options) {
    const Klarf klarf = read_klarf(path);
    ElTable table;
    take_warnings(table, klarf.warnings);
    const std::size_t chosen =
        choose_wafer(path, ids_of(klarf.wafers, &KlarfWafer::wafer_id), options.wafer_id, table.warnings);
    const KlarfWafer& wafer = klarf.wafers[chosen];
    std::vector<KlarfDie> dies = planned_dies(wafer);
    if (dies.empty())
        add_warning(table.warnings, "the file does not list the tested dies, so only its bad ones are known");
    const PassingDefects passing(path, klarf, wafer, options.mapping);
    const std::vector<KlarfDie> bad = bad_dies(path, klarf, wafer, dies, passing);
    passing.tell(table.warnings);
    const std::vector<KlarfDie> removed = removed_dies(wafer);
    std::erase_if(dies, [&](const KlarfDie& die) { return std::ranges::binary_search(removed, die); });
    dies.insert(dies.end(), bad.begin(), bad.end());
    sort_unique(dies);
    const bool doubted = !wafer.doubt.empty();
    if (doubted && bad.empty() && !dies.empty()) {
        throw Error(ErrorKind::input,
                    fmt::format("{}: {}, so no die is known to be good or bad; have the file "
                                "exported again",
                                path.string(), wafer.doubt));
    }
    if (doubted && dies.size() > bad.size())
        add_warning(table.warnings, fmt::format("{}: dies without a defect have no verdict", wafer.doubt));
    for (const KlarfDie& die : dies) {
        const bool fails = std::ranges::binary_search(bad, die);
        table.pass.push_back(fails ? 0 : doubted ? kNoPass : 1);
    }
    place_klarf_dies(klarf, wafer, dies, grid, table);
    return table;
}

}  // namespace waferglow
