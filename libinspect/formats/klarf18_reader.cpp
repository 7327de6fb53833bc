// SPDX-License-Identifier: GPL-3.0-or-later
// KLARF 1.8: Record NAME "value" { ... }, Field NAME n {value, ...}, List NAME { Columns n {type NAME, ...}
// Data m { value value ...; } }.
#include "libinspect/formats/input_file.h"
#include "libinspect/formats/klarf_lexer.h"
#include "libinspect/formats/text_scan.h"

#include <limits>

#include <fmt/format.h>

namespace waferglow {
namespace {

constexpr double kNanometre = 1e-3;
constexpr int kMostDepth = 32;

struct Columns {
    std::vector<std::string> names;
    std::vector<std::string> types;
};

class Reader {
  public:
    explicit Reader(KlarfLexer& in) : in_(in), build_(in) {}

    Klarf read() {
        while (in_.is_name("Record")) record(0);
        if (in_.is_name("EndOfFile")) {
            in_.next();
        } else if (in_.kind() == KlarfWord::end) {
            warn("there is no EndOfFile; is the file whole?");
        } else {
            in_.fail(fmt::format("a Record or EndOfFile is expected, not {}", in_quotes(in_.text())));
        }
        if (build_.klarf.wafers.empty()) in_.fail("the file has no WaferRecord");
        return std::move(build_.klarf);
    }

  private:
    void warn(std::string text) { build_.warn(std::move(text)); }
    KlarfWafer* wafer() { return in_wafer_ ? &build_.klarf.wafers.back() : nullptr; }

    std::string name_after(std::string_view keyword) {
        in_.next();
        if (in_.kind() != KlarfWord::name) in_.fail(fmt::format("{} without a name", keyword));
        std::string name(in_.text());
        in_.next();
        return name;
    }

    void record(int depth) {
        if (depth > kMostDepth) in_.fail(fmt::format("records are nested deeper than {}", kMostDepth));
        const std::string name = name_after("Record");
        std::string value;
        while (in_.kind() == KlarfWord::text || in_.kind() == KlarfWord::number) {
            value = in_.text();
            in_.next();
        }
        const bool outer = in_wafer_;
        begin(name, value);
        in_.need(KlarfWord::open, "the opening brace of " + name);
        while (in_.kind() == KlarfWord::name) {
            if (in_.is_name("Record")) {
                record(depth + 1);
            } else if (in_.is_name("Field")) {
                field();
            } else if (in_.is_name("List")) {
                list();
            } else {
                in_.fail(fmt::format("Record, Field or List is expected, not {}", in_quotes(in_.text())));
            }
        }
        in_.need(KlarfWord::close, "the closing brace of " + name);
        in_wafer_ = outer;
    }

    void begin(const std::string& name, const std::string& value) {
        if (same_word(name, "FileRecord")) build_.klarf.version = value;
        if (same_word(name, "LotRecord")) build_.klarf.lot_id = value;
        if (same_word(name, "WaferRecord")) {
            in_wafer_ = true;
            build_.klarf.wafers.emplace_back().wafer_id = value;
        }
        if (same_word(name, "TestRecord") && wafer() != nullptr) {
            wafer()->tests.emplace_back().number = parse_whole<std::int32_t>(value).value_or(1);
        }
    }

    void field() {
        const std::string name = name_after("Field");
        const std::int32_t count = in_.whole(name);
        in_.need(KlarfWord::open, "the opening brace of " + name);
        std::vector<std::string> values;
        while (in_.kind() == KlarfWord::number || in_.kind() == KlarfWord::text ||
               in_.kind() == KlarfWord::name || in_.kind() == KlarfWord::comma) {
            if (in_.kind() != KlarfWord::comma) values.emplace_back(in_.text());
            in_.next();
        }
        in_.need(KlarfWord::close, "the closing brace of " + name);
        if (values.size() != static_cast<std::size_t>(std::max(count, 0))) {
            warn(fmt::format("{} states {} values and has {}", name, count, values.size()));
        }
        auto* const here = wafer();
        if (same_word(name, "AreaPerTest") && here != nullptr && !here->tests.empty()) {
            here->tests.back().area_um2 = kNanometre * kNanometre * build_.number(name, values, 0);
        } else if (!build_.known(name, values, here, kNanometre)) {
            (here != nullptr ? here->fields : build_.klarf.fields).push_back({name, values});
        }
    }

    Columns columns() {
        if (!in_.is_name("Columns")) in_.fail("Columns are expected first in a List");
        in_.next();
        const std::int32_t count = in_.whole("Columns");
        in_.need(KlarfWord::open, "the opening brace of Columns");
        Columns columns;
        while (in_.kind() == KlarfWord::name) {
            columns.types.emplace_back(in_.text());
            in_.next();
            if (in_.kind() != KlarfWord::name) in_.fail("a column has a type and no name");
            columns.names.emplace_back(in_.text());
            in_.next();
            in_.take(KlarfWord::comma);
        }
        in_.need(KlarfWord::close, "the closing brace of Columns");
        if (columns.names.size() != static_cast<std::size_t>(std::max(count, 0))) {
            in_.fail(fmt::format("Columns states {} and names {}", count, columns.names.size()));
        }
        return columns;
    }

    void list() {
        const std::string name = name_after("List");
        in_.need(KlarfWord::open, "the opening brace of " + name);
        KlarfTable table;
        if (in_.kind() != KlarfWord::close) {
            const Columns head = columns();
            table.columns = head.names;
            if (!in_.is_name("Data")) in_.fail("Data is expected behind Columns");
            in_.next();
            const std::int32_t count = in_.whole("Data");
            in_.need(KlarfWord::open, "the opening brace of Data");
            while (in_.kind() != KlarfWord::close && in_.kind() != KlarfWord::end) row(head, table);
            in_.need(KlarfWord::close, "the closing brace of Data");
            if (table.rows() != static_cast<std::size_t>(std::max(count, 0))) {
                warn(fmt::format("{}: Data states {} rows and has {}", name, count, table.rows()));
            }
        }
        in_.need(KlarfWord::close, "the closing brace of " + name);
        keep(name, std::move(table));
    }

    void row(const Columns& head, KlarfTable& table) {
        std::string text;
        if (head.names.empty()) in_.fail("a row of a list without columns");
        for (std::size_t i = 0; i < head.names.size(); ++i) {
            const bool number = same_word(head.types[i], "int32") || same_word(head.types[i], "float");
            if (number) {
                table.values.push_back(klarf_nm_factor(head.names[i]) * in_.number(head.names[i]));
            } else {
                table.values.push_back(std::numeric_limits<double>::quiet_NaN());
                words(text);
            }
        }
        if (in_.kind() != KlarfWord::semicolon)
            in_.fail(fmt::format("a row has more values than the {} columns, or no semicolon at its end",
                                 head.names.size()));
        in_.next();
        if (!text.empty() || !table.texts.empty()) {
            table.texts.resize(table.rows());
            table.texts.back() = std::move(text);
        }
    }

    /// A string, or a list of images: "Image 1 { ... }" or nothing at all.
    void words(std::string& text) {
        const auto add = [&] {
            text += text.empty() ? "" : " ";
            text +=
                in_.kind() == KlarfWord::text ? fmt::format("\"{}\"", in_.text()) : std::string(in_.text());
            in_.next();
        };
        if (in_.kind() == KlarfWord::text || in_.kind() == KlarfWord::number) return add();
        if (in_.kind() != KlarfWord::name) return;
        while (in_.kind() == KlarfWord::name || in_.kind() == KlarfWord::number) add();
        if (in_.kind() != KlarfWord::open) return;
        while (in_.kind() != KlarfWord::close && in_.kind() != KlarfWord::end) add();
        add();
    }

    void keep(const std::string& name, KlarfTable table) {
        if (same_word(name, "ClassLookupList")) return classes(table);
        if (wafer() == nullptr) return warn(fmt::format("the list {} is not read", name));
        if (same_word(name, "DefectList")) {
            if (wafer()->defects.rows() > 0) in_.fail("a wafer has two lists of defects");
            wafer()->defects = std::move(table);
        } else if (same_word(name, "SampleTestPlanList")) {
            plan(table);
        } else if (same_word(name, "TestSummaryList") || same_word(name, "SummaryList")) {
            wafer()->summary = std::move(table);
        } else {
            warn(fmt::format("the list {} is not read", name));
        }
    }

    void classes(const KlarfTable& table) {
        const auto number = table.find("CLASSNUMBER");
        if (!number) return warn("ClassLookupList has no CLASSNUMBER");
        for (std::size_t i = 0; i < table.rows(); ++i) {
            const std::string_view text =
                table.texts.empty() ? std::string_view() : std::string_view(table.texts[i]);
            const std::size_t from = std::min(text.find('"'), text.size());
            const std::string_view behind = text.substr(std::min(from + 1, text.size()));
            build_.klarf.classes.push_back(
                {index_of(table.at(i, *number)), std::string(behind.substr(0, behind.find('"')))});
        }
    }

    void plan(const KlarfTable& table) {
        const auto x = table.find("XINDEX");
        const auto y = table.find("YINDEX");
        if (!x || !y) in_.fail("SampleTestPlanList has no XINDEX and YINDEX");
        if (wafer()->tests.empty()) wafer()->tests.emplace_back();
        std::vector<KlarfDie>& dies = wafer()->tests.back().dies;
        for (std::size_t i = 0; i < table.rows(); ++i)
            dies.push_back({index_of(table.at(i, *x)), index_of(table.at(i, *y))});
    }

    std::int32_t index_of(double value) const {
        if (!(std::abs(value) <= 2147483647.0)) in_.fail(fmt::format("{} is no index of 32 bits", value));
        return static_cast<std::int32_t>(value);
    }

    KlarfLexer& in_;
    KlarfBuilder build_;
    bool in_wafer_ = false;
};

}  // namespace

Klarf read_klarf_18(KlarfLexer& in) {
    return Reader(in).read();
}

}  // namespace waferglow
