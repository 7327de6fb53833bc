// SPDX-License-Identifier: GPL-3.0-or-later
// KLARF 1.8: Record NAME "value" { ... }, Field NAME n {value, ...}, List NAME { Columns n {type NAME, ...}
// Data m { value value ...; } }.
#include "libinspect/formats/input_file.h"
#include "libinspect/formats/internal/klarf_lexer.h"
#include "libinspect/formats/internal/text_scan.h"

#include <limits>

#include <fmt/format.h>

namespace waferglow {
namespace {

constexpr double kNanometre = 1e-3;
constexpr int kMostKlarfDepth = 32;
constexpr const char* kRemovedDies = "RemovedDieList";
constexpr const char* kNoList = "there is no DefectList";

struct Columns {
    std::vector<std::string> names;
    std::vector<std::string> types;
};

class Klarf18Reader {
  public:
    explicit Klarf18Reader(KlarfLexer& in) : in_(in), build_(in) {}

    Klarf read() {
        while (in_.is_name("Record")) record(0);
        if (in_.is_name("EndOfFile")) {
            constexpr std::string_view kMarks(" \t\r\n;\x1A");
            if (in_.rest().find_first_not_of(kMarks) != std::string_view::npos)
                warn(fmt::format("what follows EndOfFile in line {} is not read", in_.line()));
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
        if (depth > kMostKlarfDepth)
            in_.fail(fmt::format("records are nested deeper than {}", kMostKlarfDepth));
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
            build_.klarf.wafers.back().doubt = kNoList;
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
            here->tests.back().area_um2 = kNanometre * kNanometre * build_.number_or_zero(name, values, 0);
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
        std::string differs;  // from the number of rows that the list states
        if (in_.kind() != KlarfWord::close) {
            const Columns head = columns();
            table.columns = head.names;
            if (!in_.is_name("Data")) in_.fail("Data is expected behind Columns");
            in_.next();
            const std::int32_t count = in_.whole("Data");
            if (count != 0 || in_.kind() == KlarfWord::open) data(head, table);
            if (table.rows() != static_cast<std::size_t>(std::max(count, 0)))
                differs = fmt::format("{}: Data states {} rows and has {}", name, count, table.rows());
        }
        in_.need(KlarfWord::close, "the closing brace of " + name);
        if (!differs.empty()) warn(differs);
        keep(name, std::move(table), differs);
    }

    void data(const Columns& head, KlarfTable& table) {
        in_.need(KlarfWord::open, "the opening brace of Data");
        while (in_.kind() != KlarfWord::close && in_.kind() != KlarfWord::end) {
            if (in_.first_in_line() && in_.kind() == KlarfWord::name && !in_.is_no_data()) {
                const std::int64_t line = in_.line();
                warn(fmt::format("line {}: {} between the rows is not read", line,
                                 in_quotes(in_.take_line())));
            } else {
                row(head, table);
            }
        }
        in_.need(KlarfWord::close, "the closing brace of Data");
    }

    void row(const Columns& head, KlarfTable& table) {
        std::string text;
        if (head.names.empty()) in_.fail("a row of a list without columns");
        table.lines.push_back(in_.line());
        for (std::size_t i = 0; i < head.names.size(); ++i) {
            constexpr double kNone = std::numeric_limits<double>::quiet_NaN();
            if (same_word(head.types[i], "ImageList") || same_word(head.names[i], "IMAGELIST")) {
                table.values.push_back(kNone);
                images(text, i + 1 == head.names.size());
            } else if (same_word(head.types[i], "string") && in_.kind() == KlarfWord::text) {
                table.values.push_back(kNone);
                add_word(text);
            } else {
                table.values.push_back(klarf_nm_factor(head.names[i]) * cell(head.names[i], text));
            }
        }
        if (in_.kind() != KlarfWord::semicolon)
            in_.fail(fmt::format("a row has more values than the {} columns, or no semicolon at its end",
                                 head.names.size()));
        in_.next();
        keep_klarf_texts(table, std::move(text));
    }

    void add_word(std::string& text) {
        add_klarf_word(text, in_.kind(), in_.text());
        in_.next();
    }

    /// A number; NaN for any other word, which goes to `text`.
    double cell(const std::string& column, std::string& text) {
        if (same_word(column, "XINDEX") || same_word(column, "YINDEX")) return in_.whole(column);
        KlarfLexer at = in_;
        const double value = in_.number_or_nan(column);
        if (std::isnan(value)) add_klarf_word(text, at.kind(), at.text());
        return value;
    }

    /// A list of images: "Images 1 { ... }", "N", numbers, or nothing at all.
    void images(std::string& text, bool last) {
        const auto value = [this] {
            return in_.kind() == KlarfWord::text || in_.kind() == KlarfWord::number;
        };
        if (value()) {
            do add_word(text);
            while (last && value());
            return;
        }
        if (in_.kind() != KlarfWord::name) return;
        while (in_.kind() == KlarfWord::name || in_.kind() == KlarfWord::number) add_word(text);
        if (in_.kind() != KlarfWord::open) return;
        while (in_.kind() != KlarfWord::close && in_.kind() != KlarfWord::end) add_word(text);
        add_word(text);
    }

    void keep(const std::string& name, KlarfTable table, const std::string& differs) {
        if (same_word(name, "ClassLookupList")) return classes(table);
        if (wafer() == nullptr) return warn(fmt::format("the list {} is not read", name));
        if (same_word(name, "DefectList")) {
            defects(std::move(table), differs);
        } else if (same_word(name, "SampleTestPlanList")) {
            plan(table);
        } else if (same_word(name, kRemovedDies)) {
            removed(table);
        } else if (same_word(name, "TestSummaryList") || same_word(name, "SummaryList")) {
            wafer()->summary = std::move(table);
        } else {
            warn(fmt::format("the list {} is not read", name));
        }
    }

    void defects(KlarfTable table, const std::string& differs) {
        KlarfWafer& here = *wafer();
        if (here.doubt == kNoList) here.doubt.clear();
        if (here.doubt.empty()) here.doubt = differs;
        KlarfTable& all = here.defects;
        if (all.rows() == 0) {
            all = std::move(table);
        } else if (table.rows() > 0) {
            if (table.columns != all.columns) in_.fail("a wafer has two lists of defects with other columns");
            all.texts.resize(all.rows());
            table.texts.resize(table.rows());
            all.texts.insert(all.texts.end(), table.texts.begin(), table.texts.end());
            all.values.insert(all.values.end(), table.values.begin(), table.values.end());
            all.lines.insert(all.lines.end(), table.lines.begin(), table.lines.end());
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
            const double value = table.at(i, *number);
            build_.klarf.classes.push_back({is_klarf_index(value) ? static_cast<std::int32_t>(value) : 0,
                                            std::string(behind.substr(0, behind.find('"')))});
        }
    }

    void plan(const KlarfTable& table) {
        if (wafer()->tests.empty()) wafer()->tests.emplace_back();
        std::vector<KlarfDie>& plan = wafer()->tests.back().dies;
        const std::vector<KlarfDie> more = dies_of(table, "SampleTestPlanList");
        plan.insert(plan.end(), more.begin(), more.end());
    }

    /// Kept as version 1.2 has it: a count and pairs of indices.
    void removed(const KlarfTable& table) {
        const std::vector<KlarfDie> dies = dies_of(table, kRemovedDies);
        KlarfField field{kRemovedDies, {std::to_string(dies.size())}};
        for (const KlarfDie& die : dies) {
            field.values.push_back(std::to_string(die.x));
            field.values.push_back(std::to_string(die.y));
        }
        wafer()->fields.push_back(std::move(field));
    }

    [[nodiscard]] std::vector<KlarfDie> dies_of(const KlarfTable& table, const char* list) const {
        std::vector<KlarfDie> dies;
        if (table.rows() == 0) return dies;
        const auto x = table.find("XINDEX");
        const auto y = table.find("YINDEX");
        if (!x || !y) in_.fail(fmt::format("{} has no XINDEX and YINDEX", list));
        for (std::size_t i = 0; i < table.rows(); ++i) {
            dies.push_back(
                {static_cast<std::int32_t>(table.at(i, *x)), static_cast<std::int32_t>(table.at(i, *y))});
        }
        return dies;
    }

    KlarfLexer& in_;
    KlarfBuilder build_;
    bool in_wafer_ = false;
};

}  // namespace

Klarf read_klarf_18(KlarfLexer& in) {
    return Klarf18Reader(in).read();
}

}  // namespace waferglow
