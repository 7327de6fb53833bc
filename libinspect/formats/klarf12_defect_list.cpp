// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/formats/internal/klarf12_defect_list.h"

#include "libinspect/formats/input_file.h"
#include "libinspect/formats/internal/klarf12_rows.h"
#include "libinspect/formats/internal/text_scan.h"

#include <algorithm>
#include <array>
#include <optional>
#include <span>

#include <fmt/format.h>

namespace waferglow {
namespace {

/// Records whose next lines hold rows of their own.
constexpr std::array<std::string_view, 15> kListRecords{"ClassLookup",       "ClusterClassificationList",
                                                        "CustomWaferList",   "DefectClusterSetup",
                                                        "DefectClusterSpec", "DefectList",
                                                        "DefectRecordSpec",  "ProcessEquipmentIDList",
                                                        "RemovedDieList",    "SampleDieMap",
                                                        "SampleTestPlan",    "SampleTestReferencePlan",
                                                        "SummaryList",       "SummarySpec",
                                                        "TiffSpec"};
constexpr std::array<std::string_view, 42> kPlainRecords{"AlignmentImages",
                                                         "AlignmentImageTransforms",
                                                         "AlignmentPoints",
                                                         "AreaPerTest",
                                                         "ClassificationSource",
                                                         "CoordinatesCentered",
                                                         "CoordinatesMirrored",
                                                         "DatabaseAlignmentMarks",
                                                         "DeviceID",
                                                         "DieOrigin",
                                                         "DiePitch",
                                                         "EndOfFile",
                                                         "FabID",
                                                         "FileTimestamp",
                                                         "FileVersion",
                                                         "InspectedAreaOrigin",
                                                         "InspectionOrientation",
                                                         "InspectionStationID",
                                                         "InspectionTest",
                                                         "LotID",
                                                         "LotStatus",
                                                         "OperatorID",
                                                         "OrientationInstruction",
                                                         "OrientationInstructions",
                                                         "OrientationMarkLocation",
                                                         "Product",
                                                         "ProductID",
                                                         "RecipeID",
                                                         "ResultTimestamp",
                                                         "ResultsID",
                                                         "SampleCenterLocation",
                                                         "SampleOrientationMarkType",
                                                         "SampleSize",
                                                         "SampleType",
                                                         "SetupID",
                                                         "Slot",
                                                         "StepID",
                                                         "TestParametersSpec",
                                                         "TestParametersList",
                                                         "WaferID",
                                                         "WaferScribe",
                                                         "WaferStatus"};

bool is_one_of(std::span<const std::string_view> names, std::string_view name) {
    return std::ranges::any_of(names, [name](std::string_view known) { return same_word(name, known); });
}

class DefectList {
  public:
    DefectList(KlarfLexer& in, std::int64_t line, KlarfBuilder& build, KlarfWafer& wafer)
        : in_(in), line_(line), build_(build), wafer_(wafer), rows_(wafer.defects, wafer) {}

    void read() {
        const std::optional<double> stated = count();
        const std::size_t before = wafer_.defects.rows();
        while (more()) row();
        if (!ended_ && wafer_.doubt.empty())
            wafer_.doubt = fmt::format("the DefectList of line {} ends without its semicolon", line_);
        const std::size_t found = wafer_.defects.rows() - before;
        if (stated && *stated != static_cast<double>(found))
            wafer_.doubt =
                fmt::format("the DefectList of line {} states {} defects and has {}", line_, *stated, found);
    }

  private:
    /// Some write how many defects follow, alone behind the list's name.
    std::optional<double> count() {
        if (in_.kind() != KlarfWord::number || in_.line() != line_) return std::nullopt;
        KlarfLexer behind = in_;
        behind.next();
        if (behind.kind() != KlarfWord::semicolon && !behind.first_in_line()) return std::nullopt;
        if (rows_.is_row(in_) && !rows_.is_row(behind)) return std::nullopt;
        return in_.number("DefectList");
    }

    bool more() {
        for (;;) {
            while (in_.take(KlarfWord::semicolon)) end_row();
            if (in_.kind() == KlarfWord::end) {
                if (!ended_)
                    in_.fail(
                        fmt::format("the file ends within the DefectList of line {}; is it cut off?", line_));
                return false;
            }
            const bool name = in_.kind() == KlarfWord::name && !in_.is_no_data();
            if (name && same_word(in_.text(), "TiffFileName")) {
                file_name();
            } else if (name && is_klarf12_record(in_.text())) {
                check_interruption();
                return false;
            } else if (name || (in_.kind() == KlarfWord::text && !rows_.is_row(in_))) {
                if (ended_ && !goes_on()) return false;
                skip_lines();
            } else {
                return true;
            }
        }
    }

    /// Over lines of words that are no row and no record.
    void skip_lines() {
        do {
            const std::int64_t line = in_.line();
            const std::string text = in_quotes(in_.take_line());
            build_.warn(fmt::format("line {}: {} between the defects is not read", line, text));
        } while (in_.kind() == KlarfWord::name && !in_.is_no_data() && !is_klarf12_record(in_.text()));
    }

    void end_row() {
        if (!ended_ && rows_read_ > 0) ++row_ends_;
        ended_ = true;
    }

    /// Whether behind an end of the list, and lines of other words, rows follow that belong to it: in files
    /// where each row has a semicolon of its own.
    bool goes_on() const {
        if (row_ends_ < rows_read_) return false;
        const std::string_view name = in_.text();
        if (name.size() > 4 && same_word(name.substr(name.size() - 4), "List")) return false;
        return row_behind_names();
    }

    bool row_behind_names() const {
        KlarfLexer ahead = in_;
        while (ahead.kind() == KlarfWord::name && !ahead.is_no_data()) {
            if (ahead.line() != in_.line() && is_klarf12_record(ahead.text())) return false;
            (void)ahead.take_line();
        }
        return ahead.kind() == KlarfWord::number && rows_.is_row(ahead);
    }

    /// A record that is no list and stands between two defects: the list would lose what is behind it.
    void check_interruption() const {
        if (ended_ && row_ends_ < rows_read_) return;
        if (is_one_of(kListRecords, in_.text()) || !row_behind_names()) return;
        in_.fail(
            fmt::format("{} stands between the defects of the DefectList of line {}; take it out, or end "
                        "the list before it",
                        in_quotes(in_.text()), line_));
    }

    void file_name() {
        in_.next();
        std::vector<std::string> name;
        while (!in_.first_in_line() && in_.kind() != KlarfWord::end && in_.kind() != KlarfWord::semicolon) {
            name.emplace_back(in_.text());
            in_.next();
        }
        if (in_.kind() == KlarfWord::semicolon && !in_.first_in_line()) in_.next();
        wafer_.fields.push_back({"TiffFileName", std::move(name)});
    }

    void row() {
        KlarfTable& table = wafer_.defects;
        if (table.columns.empty()) in_.fail("a DefectList without a DefectRecordSpec before it");
        const std::int64_t line = in_.line();
        Klarf12Rows::Row row = rows_.take(in_);
        if (row.too_many_images && wafer_.doubt.empty()) wafer_.doubt = row.remark;
        if (!row.remark.empty()) build_.warn(std::move(row.remark));
        table.values.insert(table.values.end(), row.values.begin(), row.values.end());
        table.lines.push_back(line);
        keep_klarf_texts(table, std::move(row.text));
        ++rows_read_;
        ended_ = false;
    }

    KlarfLexer& in_;
    std::int64_t line_;
    KlarfBuilder& build_;
    KlarfWafer& wafer_;
    Klarf12Rows rows_;
    std::size_t rows_read_ = 0;
    std::size_t row_ends_ = 0;  ///< rows behind which a semicolon stands
    bool ended_ = false;
};

}  // namespace

void read_klarf12_defects(KlarfLexer& in, std::int64_t line, KlarfBuilder& build, KlarfWafer& wafer) {
    DefectList(in, line, build, wafer).read();
}

bool is_klarf12_record(std::string_view name) {
    return is_one_of(kListRecords, name) || is_one_of(kPlainRecords, name) || same_word(name, "TiffFileName");
}

}  // namespace waferglow
