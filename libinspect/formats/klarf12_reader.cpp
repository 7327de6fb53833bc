// SPDX-License-Identifier: GPL-3.0-or-later
// KLARF 1.1 and 1.2: "Key value value ;". Records that miss their semicolon end where a line begins with a
// name.
#include "libinspect/formats/input_file.h"
#include "libinspect/formats/klarf_lexer.h"
#include "libinspect/formats/text_scan.h"

#include <limits>

#include <fmt/format.h>

namespace waferglow {
namespace {

class Reader {
  public:
    explicit Reader(KlarfLexer& in) : in_(in), build_(in) {}

    Klarf read() {
        bool ended = false;
        while (in_.kind() != KlarfWord::end && !ended) {
            if (in_.take(KlarfWord::semicolon)) continue;
            if (in_.kind() != KlarfWord::name)
                in_.fail(
                    fmt::format("a record must begin with its name, not with {}", in_quotes(in_.text())));
            const std::string name(in_.text());
            in_.next();
            ended = same_word(name, "EndOfFile");
            if (!ended) record(name);
        }
        if (!ended) warn("there is no EndOfFile; is the file whole?");
        if (build_.klarf.wafers.empty()) wafer();
        return std::move(build_.klarf);
    }

  private:
    void warn(std::string text) { build_.warn(std::move(text)); }

    KlarfWafer& wafer() {
        if (build_.klarf.wafers.empty()) build_.klarf.wafers.emplace_back();
        return build_.klarf.wafers.back();
    }

    KlarfTest& test() {
        if (wafer().tests.empty()) wafer().tests.emplace_back();
        return wafer().tests.back();
    }

    void record(const std::string& name) {
        const auto is = [&name](std::string_view known) { return same_word(name, known); };
        if (is("ClassLookup")) return classes();
        if (is("SampleTestPlan")) return test_plan();
        if (is("DefectRecordSpec")) return columns(wafer_defects(), name);
        if (is("SummarySpec")) return columns(wafer().summary, name);
        if (is("DefectList")) return defects();
        if (is("SummaryList")) return summary();
        const std::vector<std::string> values = values_of(name);
        if (is("FileVersion")) {
            for (const std::string& value : values)
                build_.klarf.version += (build_.klarf.version.empty() ? "" : ".") + value;
        } else if (is("WaferID")) {
            next_wafer(values);
        } else if (is("InspectionTest")) {
            const double number = build_.number(name, values, 0);
            if (!wafer().tests.empty()) wafer().tests.emplace_back();
            test().number = static_cast<std::int32_t>(std::clamp(number, -1e9, 1e9));
        } else if (is("AreaPerTest")) {
            test().area_um2 = build_.number(name, values, 0);
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

    void next_wafer(const std::vector<std::string>& values) {
        if (named_) {
            const KlarfWafer& last = wafer();
            KlarfWafer next;
            next.die_origin_x_um = last.die_origin_x_um;
            next.die_origin_y_um = last.die_origin_y_um;
            next.center_x_um = last.center_x_um;
            next.center_y_um = last.center_y_um;
            next.defects.columns = last.defects.columns;
            next.summary.columns = last.summary.columns;
            build_.klarf.wafers.push_back(std::move(next));
        }
        named_ = true;
        wafer().wafer_id = values.empty() ? std::string() : values.front();
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

    /// Whether a list goes on: at a semicolon or the end or a name, it does not.
    bool more() {
        while (in_.take(KlarfWord::semicolon)) {
        }
        return in_.kind() == KlarfWord::number || in_.kind() == KlarfWord::text;
    }

    void classes() {
        const std::int32_t count = in_.whole("ClassLookup");
        std::int32_t found = 0;
        for (; more(); ++found) {
            KlarfClass each{in_.whole("ClassLookup"), std::string(in_.text())};
            if (in_.kind() != KlarfWord::text && in_.kind() != KlarfWord::name)
                in_.fail("ClassLookup: the name of a class is missing");
            in_.next();
            build_.klarf.classes.push_back(std::move(each));
        }
        if (found != count) warn(fmt::format("ClassLookup states {} classes and lists {}", count, found));
    }

    void test_plan() {
        const std::int32_t count = in_.whole("SampleTestPlan");
        std::vector<KlarfDie>& dies = test().dies;
        const std::size_t before = dies.size();
        while (more()) {
            const std::int32_t x = in_.whole("SampleTestPlan");
            dies.push_back({x, in_.whole("SampleTestPlan")});
        }
        if (dies.size() - before != static_cast<std::size_t>(std::max(count, 0))) {
            warn(fmt::format("SampleTestPlan states {} dies and lists {}", count, dies.size() - before));
        }
    }

    KlarfTable& wafer_defects() { return wafer().defects; }

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

    void defects() {
        KlarfTable& table = wafer().defects;
        images_ = table.find("IMAGELIST");
        image_count_ = table.find("IMAGECOUNT");
        if (images_ && *images_ + 1 != table.columns.size()) images_.reset();
        for (;;) {
            if (in_.is_name("TiffFileName")) {  // may stand between defects
                in_.next();
                wafer().fields.push_back({"TiffFileName", tiff_name()});
            } else if (more()) {
                if (table.columns.empty()) in_.fail("a DefectList without a DefectRecordSpec before it");
                defect(table);
            } else if (!in_.is_name("TiffFileName")) {
                return;
            }
        }
    }

    std::vector<std::string> tiff_name() {
        std::vector<std::string> name;
        const std::int64_t line = in_.line();
        while (in_.line() == line && in_.kind() != KlarfWord::end && !in_.take(KlarfWord::semicolon)) {
            name.emplace_back(in_.text());
            in_.next();
        }
        return name;
    }

    void defect(KlarfTable& table) {
        const std::size_t numbers = images_ ? *images_ : table.columns.size();
        std::string text;
        for (std::size_t i = 0; i < numbers; ++i) {
            if (in_.kind() == KlarfWord::text) {
                text += fmt::format("{}\"{}\"", text.empty() ? "" : " ", in_.text());
                table.values.push_back(std::numeric_limits<double>::quiet_NaN());
                in_.next();
            } else {
                table.values.push_back(in_.number(table.columns[i]));
            }
        }
        if (images_) {
            const double count =
                image_count_ ? table.values[table.values.size() - numbers + *image_count_] : 0.0;
            table.values.push_back(std::numeric_limits<double>::quiet_NaN());
            image_list(text, count);
        }
        if (!text.empty() || !table.texts.empty()) {
            table.texts.resize(table.rows());
            table.texts.back() = std::move(text);
        }
        const bool at_end =
            in_.kind() == KlarfWord::semicolon || in_.kind() == KlarfWord::end || in_.first_in_line();
        if (!at_end)
            in_.fail(fmt::format("a defect has more values than the {} of DefectRecordSpec; the next is {}",
                                 table.columns.size(), in_quotes(in_.text())));
    }

    /// The list of images: nothing, a lone 0, or pairs of numbers that may go on in the next lines.
    void image_list(std::string& text, double count) {
        const bool some = count > 0.0;
        double words = 0.0;
        while (in_.kind() == KlarfWord::number || in_.kind() == KlarfWord::text) {
            if (in_.first_in_line() && (!some || words == count || words >= 2.0 * count)) break;
            text += fmt::format("{}{}", text.empty() ? "" : " ", in_.text());
            words += 1.0;
            in_.next();
        }
        if (some && words != count && words != 2.0 * count) {
            warn(fmt::format("line {}: IMAGECOUNT states {} images, IMAGELIST has {} values", in_.line(),
                             count, words));
        }
    }

    void summary() {
        KlarfTable& table = wafer().summary;
        if (table.columns.empty()) in_.fail("a SummaryList without a SummarySpec before it");
        while (more()) {
            for (const std::string& column : table.columns) table.values.push_back(in_.number(column));
        }
    }

    KlarfLexer& in_;
    KlarfBuilder build_;
    bool named_ = false;  // a WaferID was read
    std::optional<std::size_t> images_;
    std::optional<std::size_t> image_count_;
};

}  // namespace

Klarf read_klarf_12(KlarfLexer& in) {
    return Reader(in).read();
}

}  // namespace waferglow
