// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/base/atomic_file.h"
#include "libinspect/formats/internal/csv_text.h"
#include "libinspect/formats/internal/klarf_lexer.h"
#include "libinspect/formats/internal/text_scan.h"

#include <fmt/format.h>

namespace waferglow {
namespace {

constexpr const char* kRemovedDieList = "RemovedDieList";

constexpr std::size_t kBlockBytes = 1U << 20U;

void append_number(std::string& out, double value) {
    constexpr double kExact = 9e15;
    if (value == std::floor(value) && std::abs(value) < kExact) {
        append_csv_number(out, static_cast<std::int64_t>(value));
    } else {
        append_csv_number(out, value);
    }
}

std::string number_text(double value) {
    std::string out;
    append_number(out, value);
    return out;
}

std::string double_quoted(std::string_view text) {
    std::string out;
    out += '"';
    for (const char c : text) out += c == '"' || static_cast<unsigned char>(c) < ' ' ? '\'' : c;
    out += '"';
    return out;
}

/// Date and time of "YYYY-MM-DDTHH:MM:SS", the year with two digits or four; of any other text, the text.
std::vector<std::string> date_time(const std::string& iso, bool four_digits) {
    const bool sound = iso.size() >= 19 && iso[4] == '-' && iso[7] == '-' &&
                       (iso[10] == 'T' || iso[10] == ' ') && iso[13] == ':';
    if (!sound) return {"01-01-70", "00:00:00"};
    return {fmt::format("{}-{}-{}", iso.substr(5, 2), iso.substr(8, 2),
                        iso.substr(four_digits ? 0 : 2, four_digits ? 4 : 2)),
            iso.substr(11, 8)};
}

/// Hands a row's texts out to its cells that are no numbers: a word each, and what is left to the images.
class RowTexts {
  public:
    RowTexts(const KlarfTable& table, std::size_t row)
        : table_(table), row_(row), rest_(row < table.texts.size() ? table.texts[row] : std::string_view()) {}

    /// Of the cell in column `k`, with a blank before it.
    std::string next(std::size_t k) {
        const bool images =
            same_word(table_.columns[k], "IMAGELIST") || same_word(table_.columns[k], "IMAGEINFO");
        if (!images) return after_blank(rest_.empty() ? std::string_view("NA") : word());
        std::size_t behind = 0;  // cells that still want their word
        for (std::size_t j = k + 1; j < table_.columns.size(); ++j)
            behind += std::isnan(table_.at(row_, j)) ? 1 : 0;
        std::string list;
        for (std::size_t words = count(); words > behind; --words) list += after_blank(word());
        return list;
    }

  private:
    static std::string after_blank(std::string_view text) {
        std::string out(1, ' ');
        out += text;
        return out;
    }

    std::string_view word() {
        const std::size_t first = std::min(rest_.find_first_not_of(' '), rest_.size());
        rest_.remove_prefix(first);
        const bool quoted = rest_.starts_with('"');
        const std::size_t stop = rest_.find(quoted ? '"' : ' ', 1);
        const std::string_view found =
            rest_.substr(0, quoted && stop != std::string_view::npos ? stop + 1 : stop);
        rest_.remove_prefix(found.size());
        return found;
    }

    [[nodiscard]] std::size_t count() const {
        RowTexts copy = *this;
        std::size_t words = 0;
        while (!copy.rest_.empty()) {
            (void)copy.word();
            ++words;
        }
        return words;
    }

    const KlarfTable& table_;
    std::size_t row_;
    std::string_view rest_;
};

class Writer {
  public:
    Writer(const std::filesystem::path& path, const Klarf& klarf) : file_(path), klarf_(klarf) {}

    void write(KlarfVersion version) {
        version == KlarfVersion::v1_2 ? write_12() : write_18();
        file_.write(out_);
        file_.commit();
    }

  private:
    void flush() {
        if (out_.size() < kBlockBytes) return;
        file_.write(out_);
        out_.clear();
    }

    // Version 1.2
    // ---------------------------------------------------------------------------------------------

    void record(std::string_view name, const std::string& values) {
        out_ += fmt::format("{} {};\n", name, values);
    }

    void other_fields(const std::vector<KlarfField>& fields) {
        for (const KlarfField& field : fields) {
            std::string values;
            for (const std::string& value : field.values) {
                const bool bare = !value.empty() && value.find_first_of(" \t\";{},") == std::string::npos;
                values += fmt::format("{}{}", values.empty() ? "" : " ", bare ? value : double_quoted(value));
            }
            record(field.name, values);
        }
    }

    [[nodiscard]] bool has_field(std::string_view name) const {
        return std::ranges::any_of(klarf_.fields,
                                   [name](const KlarfField& field) { return same_word(field.name, name); });
    }

    void write_12() {
        const std::vector<std::string> time = date_time(klarf_.time, false);
        record("FileVersion", "1 2");
        if (!has_field("FileTimestamp")) record("FileTimestamp", time[0] + " " + time[1]);
        std::string station;
        for (const std::string& part : klarf_.station)
            station += fmt::format("{}{}", station.empty() ? "" : " ", double_quoted(part));
        if (!station.empty()) record("InspectionStationID", station);
        record("SampleType", "WAFER");
        record("ResultTimestamp", time[0] + " " + time[1]);
        record("LotID", double_quoted(klarf_.lot_id));
        record("SampleSize", fmt::format("1 {}", number_text(klarf_.diameter_mm)));
        record("DeviceID", double_quoted(klarf_.device_id));
        if (!has_field("SetupID"))
            record("SetupID", double_quoted(klarf_.recipe_id) + " " + time[0] + " " + time[1]);
        record("StepID", double_quoted(klarf_.step_id));
        record("SampleOrientationMarkType", klarf_.mark_type);
        record("OrientationMarkLocation", klarf_.mark_location);
        record("DiePitch", fmt::format("{:.10e} {:.10e}", klarf_.pitch_x_um, klarf_.pitch_y_um));
        std::vector<KlarfField> others;
        for (const KlarfField& field : klarf_.fields) {
            if (!same_word(field.name, "SampleType")) others.push_back(field);
        }
        other_fields(others);
        for (const KlarfWafer& wafer : klarf_.wafers) wafer_12(wafer, &wafer == klarf_.wafers.data());
        out_ += "EndOfFile;\n";
    }

    void wafer_12(const KlarfWafer& wafer, bool first) {
        record("DieOrigin", fmt::format("{:.10e} {:.10e}", wafer.die_origin_x_um, wafer.die_origin_y_um));
        record("WaferID", double_quoted(wafer.wafer_id));
        record("Slot", std::to_string(wafer.slot));
        record("SampleCenterLocation", fmt::format("{:.10e} {:.10e}", wafer.center_x_um, wafer.center_y_um));
        other_fields(wafer.fields);
        if (first && !klarf_.classes.empty()) {
            out_ += fmt::format("ClassLookup {}\n", klarf_.classes.size());
            for (const KlarfClass& each : klarf_.classes)
                out_ += fmt::format(" {} {}\n", each.number, double_quoted(each.name));
            end_list();
        }
        for (const KlarfTest& test : wafer.tests) test_12(test);
        if (!wafer.defects.columns.empty()) defects_12(wafer.defects);
        if (wafer.summary.columns.empty()) return;
        out_ += fmt::format("SummarySpec {}", wafer.summary.columns.size());
        for (const std::string& column : wafer.summary.columns) out_ += " " + column;
        out_ += " ;\nSummaryList\n";
        rows(wafer.summary, wafer.summary.columns.size());
    }

    /// A semicolon before the line feed just written.
    void end_list() {
        out_.pop_back();
        out_ += ";\n";
    }

    void test_12(const KlarfTest& test) {
        record("InspectionTest", std::to_string(test.number));
        if (!test.dies.empty()) {
            out_ += fmt::format("SampleTestPlan {}\n", test.dies.size());
            dies(test.dies, "\n");
            end_list();
        }
        record("AreaPerTest", fmt::format("{:.10e}", test.area_um2));
    }

    void dies(const std::vector<KlarfDie>& list, std::string_view end) {
        for (const KlarfDie& die : list) {
            flush();
            out_ += ' ';
            append_csv_number(out_, die.x);
            out_ += ' ';
            append_csv_number(out_, die.y);
            out_ += end;
        }
    }

    void defects_12(const KlarfTable& table) {
        // Tables that were read have their IMAGELIST; those that were measured get an empty one, as readers
        // want.
        const bool add_list = table.find("IMAGECOUNT") && !table.find("IMAGELIST");
        out_ += fmt::format("DefectRecordSpec {}", table.columns.size() + (add_list ? 1 : 0));
        for (const std::string& column : table.columns) out_ += " " + column;
        out_ += add_list ? " IMAGELIST ;\nDefectList\n" : " ;\nDefectList\n";
        list_tail_ = add_list ? " 0" : "";
        rows(table, table.columns.size());
        list_tail_.clear();
    }

    /// Rows of a list, the last with a semicolon.
    void rows(const KlarfTable& table, std::size_t columns) {
        for (std::size_t i = 0; i < table.rows(); ++i) {
            flush();
            RowTexts texts(table, i);
            for (std::size_t k = 0; k < columns; ++k) {
                if (std::isnan(table.at(i, k))) {
                    out_ += texts.next(k);
                } else {
                    out_ += ' ';
                    append_number(out_, table.at(i, k));
                }
            }
            out_ += list_tail_;
            out_ += i + 1 == table.rows() ? ";\n" : "\n";
        }
        if (table.rows() == 0) out_ += ";\n";
    }

    // Version 1.8
    // ---------------------------------------------------------------------------------------------

    void field(std::string_view indent, std::string_view name, const std::vector<std::string>& values) {
        out_ += fmt::format("{}Field {} {} {{", indent, name, values.size());
        for (std::size_t i = 0; i < values.size(); ++i)
            out_ += fmt::format("{}{}", i == 0 ? "" : ", ", values[i]);
        out_ += "}\n";
    }

    static std::vector<std::string> nanometres(double x_um, double y_um) {
        return {fmt::format("{:.0f}", std::round(1000.0 * x_um)),
                fmt::format("{:.0f}", std::round(1000.0 * y_um))};
    }

    static std::vector<std::string> all_quoted(std::vector<std::string> values) {
        for (std::string& value : values) value = double_quoted(value);
        return values;
    }

    void fields_18(std::string_view indent, const std::vector<KlarfField>& fields) {
        for (const KlarfField& each : fields) {
            if (same_word(each.name, "SampleType") || same_word(each.name, "SetupID") ||
                same_word(each.name, "FileTimestamp") || same_word(each.name, kRemovedDieList))
                continue;
            field(indent, each.name, all_quoted(each.values));
        }
    }

    /// From a count and pairs of indices.
    void removed_18(const KlarfField& removed) {
        const std::size_t count = removed.values.size() / 2;
        out_ += fmt::format(
            "    List {}\n    {{\n      Columns 2 {{ int32 XINDEX, int32 YINDEX }}\n      Data {}\n      "
            "{{\n",
            kRemovedDieList, count);
        for (std::size_t i = 0; i < count; ++i)
            out_ += fmt::format("        {} {} ;\n", removed.values[2 * i + 1], removed.values[2 * i + 2]);
        out_ += "      }\n    }\n";
    }

    void write_18() {
        const std::vector<std::string> time = all_quoted(date_time(klarf_.time, true));
        out_ += fmt::format("Record FileRecord \"1.8\"\n{{\n  Record LotRecord {}\n  {{\n",
                            double_quoted(klarf_.lot_id));
        for (const KlarfWafer& wafer : klarf_.wafers) wafer_18(wafer);
        const std::string in = "    ";
        field(in, "DeviceID", {double_quoted(klarf_.device_id)});
        field(in, "DiePitch", nanometres(klarf_.pitch_x_um, klarf_.pitch_y_um));
        if (!klarf_.station.empty()) field(in, "InspectionStationID", all_quoted(klarf_.station));
        field(in, "OrientationMarkLocation", {double_quoted(klarf_.mark_location)});
        if (!has_field("RecipeID"))
            field(in, "RecipeID", {double_quoted(klarf_.recipe_id), time[0], time[1]});
        field(in, "ResultTimestamp", time);
        field(in, "SampleOrientationMarkType", {double_quoted(klarf_.mark_type)});
        field(in, "SampleSize", {fmt::format("{:.0f}", 1e6 * klarf_.diameter_mm), "0"});
        field(in, "SampleType", {"\"WAFER\""});
        field(in, "StepID", {double_quoted(klarf_.step_id)});
        fields_18(in, klarf_.fields);
        out_ += fmt::format(
            "    List ClassLookupList\n    {{\n      Columns 3 {{ int32 CLASSNUMBER, string CLASSNAME, "
            "string CLASSCODE }}\n      Data {}\n      {{\n",
            klarf_.classes.size());
        for (const KlarfClass& each : klarf_.classes)
            out_ += fmt::format("        {} {} \"\" ;\n", each.number, double_quoted(each.name));
        out_ += "      }\n    }\n  }\n";
        field("  ", "FileTimestamp", time);
        out_ += "}\nEndOfFile;\n";
    }

    void wafer_18(const KlarfWafer& wafer) {
        out_ += fmt::format("    Record WaferRecord {}\n    {{\n", double_quoted(wafer.wafer_id));
        const std::string in = "      ";
        field(in, "DieOrigin", nanometres(wafer.die_origin_x_um, wafer.die_origin_y_um));
        field(in, "SampleCenterLocation", nanometres(wafer.center_x_um, wafer.center_y_um));
        field(in, "SlotNumber", {std::to_string(wafer.slot)});
        fields_18(in, wafer.fields);
        for (const KlarfField& each : wafer.fields) {
            if (same_word(each.name, kRemovedDieList)) removed_18(each);
        }
        if (!wafer.defects.columns.empty()) table_18("DefectList", wafer.defects);
        for (const KlarfTest& test : wafer.tests) {
            out_ += fmt::format("      Record TestRecord \"{}\"\n      {{\n", test.number);
            field("        ", "AreaPerTest", {fmt::format("{:.10e}", 1e6 * test.area_um2)});
            if (!test.dies.empty()) {
                out_ += fmt::format(
                    "      List SampleTestPlanList\n      {{\n        Columns 2 {{ int32 XINDEX, int32 "
                    "YINDEX }}\n        Data {}\n        {{\n",
                    test.dies.size());
                dies(test.dies, " ;\n");
                out_ += "        }\n      }\n";
            }
            out_ += "      }\n";
        }
        if (!wafer.summary.columns.empty()) {
            out_ += "      Record SummaryRecord\n      {\n";
            table_18("TestSummaryList", wafer.summary);
            out_ += "      }\n";
        }
        out_ += "    }\n";
    }

    /// What each column holds: lengths and indices are int32 in nm; images and strings stand in `texts`.
    static std::string type_of(std::string_view column) {
        for (const std::string_view real :
             {"DEFECTAREA", "DEFDENSITY", "CONTRAST", "KILLPROB", "CRITICALAREA", "PHI", "DBCRITICALITYINDEX",
              "CELLSIZE", "PCI", "LINECOMPLEXITY", "DCIRANGE", "HAZEREGION", "HAZEAVERAGE", "HAZESTDDEV",
              "HAZEMEDIAN", "HAZEPEAK", "AREAPERTEST"}) {
            if (same_word(column, real)) return "float";
        }
        if (same_word(column, "IMAGELIST") || same_word(column, "IMAGEINFO")) return "ImageList";
        return "int32";
    }

    void table_18(std::string_view name, const KlarfTable& table) {
        out_ += fmt::format("      List {}\n      {{\n        Columns {} {{ ", name, table.columns.size());
        std::vector<std::string> types;
        for (std::size_t k = 0; k < table.columns.size(); ++k) {
            types.push_back(type_of(table.columns[k]));
            out_ += fmt::format("{}{} {}", k == 0 ? "" : ", ", types[k], table.columns[k]);
        }
        out_ += fmt::format(" }}\n        Data {}\n        {{\n", table.rows());
        for (std::size_t i = 0; i < table.rows(); ++i) {
            flush();
            RowTexts texts(table, i);
            for (std::size_t k = 0; k < types.size(); ++k) {
                const double value = table.at(i, k) / klarf_nm_factor(table.columns[k]);
                if (std::isnan(value)) {
                    out_ += texts.next(k);
                    continue;
                }
                out_ += ' ';
                append_number(out_, types[k] == "int32" ? std::round(value) : value);
            }
            out_ += " ;\n";
        }
        out_ += "        }\n      }\n";
    }

    AtomicFile file_;
    const Klarf& klarf_;
    std::string out_;
    std::string list_tail_;
};

}  // namespace

void write_klarf(const std::filesystem::path& path, const Klarf& klarf, KlarfVersion version) {
    Writer(path, klarf).write(version);
}

}  // namespace waferglow
