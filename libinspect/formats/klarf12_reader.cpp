// SPDX-License-Identifier: GPL-3.0-or-later
// KLARF 1.1 and 1.2: "Key value value ;". Records that miss their semicolon end where a line begins with a
// name.
#include "libinspect/formats/input_file.h"
#include "libinspect/formats/internal/klarf12_defect_list.h"
#include "libinspect/formats/internal/klarf_lexer.h"
#include "libinspect/formats/internal/text_scan.h"

#include <algorithm>
#include <set>

#include <fmt/format.h>

namespace waferglow {
namespace {

class Klarf12Reader {
  public:
    explicit Klarf12Reader(KlarfLexer& in) : in_(in), build_(in) {}

    Klarf read() {
        while (!in_.is_name("EndOfFile")) {
            if (in_.take(KlarfWord::semicolon)) continue;
            if (in_.kind() == KlarfWord::end)
                in_.fail("the file ends before EndOfFile; it is cut off, or if not, add the line EndOfFile;");
            if (in_.kind() != KlarfWord::name)
                in_.fail(
                    fmt::format("a record must begin with its name, not with {}", in_quotes(in_.text())));
            const std::string name(in_.text());
            const std::int64_t line = in_.line();
            in_.next();
            record(name, line);
        }
        end();
        return std::move(build_.klarf);
    }

  private:
    void warn(std::string text) { build_.warn(std::move(text)); }

    /// Behind EndOfFile: marks that old systems put at a file's end, or what nobody may overlook.
    void end() {
        constexpr std::string_view kMarks(" \t\r\n;\x1A");
        if (in_.rest().find_first_not_of(kMarks) != std::string_view::npos)
            warn(fmt::format("what follows EndOfFile in line {} is not read", in_.line()));
        (void)wafer();
        for (KlarfWafer& each : build_.klarf.wafers) {
            if (!listed_.contains(&each - build_.klarf.wafers.data()) && each.doubt.empty())
                each.doubt = "there is no DefectList";
        }
    }

    KlarfWafer& wafer() {
        if (build_.klarf.wafers.empty()) build_.klarf.wafers.emplace_back();
        return build_.klarf.wafers[wafer_];
    }

    KlarfTest& test() {
        if (wafer().tests.empty()) wafer().tests.emplace_back();
        return wafer().tests.back();
    }

    void record(const std::string& name, std::int64_t line) {
        const auto is = [&name](std::string_view known) { return same_word(name, known); };
        if (is("ClassLookup")) return classes();
        if (is("SampleTestPlan")) return test_plan();
        if (is("DefectRecordSpec")) return columns(wafer().defects, name);
        if (is("SummarySpec")) return columns(wafer().summary, name);
        if (is("DefectList")) {
            listed_.insert(static_cast<std::ptrdiff_t>(wafer_));
            return read_klarf12_defects(in_, line, build_, wafer());
        }
        if (is("SummaryList")) return summary();
        const std::vector<std::string> values = values_of(name);
        if (is("FileVersion")) {
            for (const std::string& value : values)
                build_.klarf.version += (build_.klarf.version.empty() ? "" : ".") + value;
        } else if (is("WaferID")) {
            next_wafer(values);
        } else if (is("InspectionTest")) {
            const double number = build_.number_or_zero(name, values, 0);
            if (!wafer().tests.empty()) wafer().tests.emplace_back();
            test().number = static_cast<std::int32_t>(std::clamp(number, -1e9, 1e9));
        } else if (is("AreaPerTest")) {
            test().area_um2 = build_.number_or_zero(name, values, 0);
        } else if (!build_.known(name, values, place_of(name), 1.0)) {
            fields().push_back({name, values});
        }
    }

    /// DieOrigin may stand before WaferID: it then belongs to the wafer that comes.
    KlarfWafer* place_of(std::string_view name) {
        const bool of_wafer = same_word(name, "DieOrigin") || same_word(name, "SampleCenterLocation") ||
                              same_word(name, "Slot");
        return of_wafer ? &wafer() : nullptr;
    }

    std::vector<KlarfField>& fields() { return named_ ? wafer().fields : build_.klarf.fields; }

    /// A wafer whose id occurs again goes on.
    void next_wafer(const std::vector<std::string>& values) {
        const std::string id = values.empty() ? std::string() : values.front();
        const auto known = std::ranges::find(build_.klarf.wafers, id, &KlarfWafer::wafer_id);
        if (named_ && known != build_.klarf.wafers.end()) {
            wafer_ = static_cast<std::size_t>(known - build_.klarf.wafers.begin());
            return;
        }
        if (named_) {
            const KlarfWafer& last = wafer();
            KlarfWafer next;
            next.die_origin_x_um = last.die_origin_x_um;
            next.die_origin_y_um = last.die_origin_y_um;
            next.center_x_um = last.center_x_um;
            next.center_y_um = last.center_y_um;
            next.defects.columns = last.defects.columns;
            next.summary.columns = last.summary.columns;
            wafer_ = build_.klarf.wafers.size();
            build_.klarf.wafers.push_back(std::move(next));
        }
        named_ = true;
        wafer().wafer_id = id;
    }

    /// Values up to the semicolon, which may be missing.
    std::vector<std::string> values_of(const std::string& name) {
        std::vector<std::string> values;
        for (;;) {
            if (in_.take(KlarfWord::semicolon)) return values;
            if (in_.kind() == KlarfWord::end)
                in_.fail(fmt::format("the file ends within {}; is it cut off?", name));
            if (in_.first_in_line() && in_.kind() == KlarfWord::name) {
                warn(fmt::format("{} does not end in a semicolon", name));
                return values;
            }
            values.emplace_back(in_.text());
            in_.next();
        }
    }

    /// Whether a list goes on: at the end or a name, it does not. Lines of names that belong to no record are
    /// skipped with a warning where rows are still `wanted` and follow.
    bool more(bool wanted = false) {
        while (in_.take(KlarfWord::semicolon)) {
        }
        if (wanted && in_.kind() == KlarfWord::name && !is_klarf12_record(in_.text())) {
            KlarfLexer behind = in_;
            const std::string line = in_quotes(behind.take_line());
            if (behind.kind() == KlarfWord::number) {
                warn(fmt::format("line {}: {} inside of a list is not read", in_.line(), line));
                in_ = behind;
            }
        }
        return in_.kind() == KlarfWord::number || in_.kind() == KlarfWord::text || in_.is_no_data();
    }

    void classes() {
        const std::int32_t count = in_.whole("ClassLookup");
        std::int32_t found = 0;
        for (; more(found < count); ++found) {
            KlarfClass each{in_.whole("ClassLookup"), {}};
            do {
                if (in_.kind() == KlarfWord::semicolon || in_.kind() == KlarfWord::end) break;
                add_klarf_word(each.name, KlarfWord::name, in_.text());
                in_.next();
            } while (!in_.first_in_line());
            build_.klarf.classes.push_back(std::move(each));
        }
        if (found != count) warn(fmt::format("ClassLookup states {} classes and lists {}", count, found));
    }

    void test_plan() {
        const std::int64_t line = in_.line();
        const auto count = static_cast<std::size_t>(std::max(in_.whole("SampleTestPlan"), 0));
        std::vector<KlarfDie>& dies = test().dies;
        const std::size_t before = dies.size();
        bool broken = false;  // x and y of some die stand in two lines
        while (more(dies.size() - before < count)) {
            const std::int32_t x = in_.whole("SampleTestPlan");
            broken = broken || in_.first_in_line();
            dies.push_back({x, in_.whole("SampleTestPlan")});
        }
        if (dies.size() - before == count) return;
        const std::string differs =
            fmt::format("SampleTestPlan states {} dies and lists {}", count, dies.size() - before);
        if (broken)
            in_.fail(fmt::format("{} (line {}), some of them in two lines, so a number may be missing",
                                 differs, line));
        warn(differs);
    }

    void columns(KlarfTable& table, const std::string& name) {
        const std::int32_t count = in_.whole(name);
        std::vector<std::string> columns;
        while (in_.kind() == KlarfWord::name &&
               columns.size() < static_cast<std::size_t>(std::max(count, 0))) {
            columns.emplace_back(in_.text());
            in_.next();
        }
        if (columns.empty() || columns.size() != static_cast<std::size_t>(count)) {
            in_.fail(fmt::format("{} states {} columns and names {}", name, count, columns.size()));
        }
        if (!in_.take(KlarfWord::semicolon)) warn(fmt::format("{} does not end in a semicolon", name));
        if (table.rows() > 0 && table.columns != columns) {
            in_.fail(fmt::format("a second {} names other columns; split the file by inspection test", name));
        }
        table.columns = std::move(columns);
    }

    void summary() {
        KlarfTable& table = wafer().summary;
        if (table.columns.empty()) in_.fail("a SummaryList without a SummarySpec before it");
        while (more()) {
            for (const std::string& column : table.columns) table.values.push_back(in_.number_or_nan(column));
        }
    }

    KlarfLexer& in_;
    KlarfBuilder build_;
    bool named_ = false;  // a WaferID was read
    std::size_t wafer_ = 0;
    std::set<std::ptrdiff_t> listed_;  // wafers with a DefectList
};

}  // namespace

Klarf read_klarf_12(KlarfLexer& in) {
    return Klarf12Reader(in).read();
}

}  // namespace waferglow
