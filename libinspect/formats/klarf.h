// SPDX-License-Identifier: GPL-3.0-or-later
// KLARF defect files, versions 1.1 and 1.2 (records that end in semicolons) and 1.8 (nested Records, Fields
// and Lists). There is no public specification; the grammar is that of files in the field and of public
// readers (btrapp/jklarfreader, Impro02/klarf-reader, MichaelHotaling/klarfkit).
//
// Here all lengths are um and areas um2, whatever the version's own unit (1.8: nm). Indices count dies, x
// right and y UP; XREL and YREL are from the lower left corner of the die. The position on the wafer, from
// its centre, is XINDEX * pitch + XREL - SampleCenterLocation, likewise y. Nothing is shifted or turned by
// reading: what looks wrong is a warning. Fields that have no member here are kept in `fields` and written
// again.
#pragma once

#include "libinspect/finding/finding.h"
#include "libinspect/formats/map_csv.h"
#include "libinspect/geometry/frames.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace waferglow {

struct KlarfField {
    std::string name;
    std::vector<std::string> values;  ///< without quotes
    friend bool operator==(const KlarfField&, const KlarfField&) = default;
};

/// Rows of numbers; what is no number (image lists, strings, "NA") is NaN there and as in the file, one word
/// after the other, in `texts`, which is empty or has one element a row.
struct KlarfTable {
    std::vector<std::string> columns;
    std::vector<double> values;  ///< row-major
    std::vector<std::string> texts;
    std::vector<std::int64_t> lines;  ///< of the file, one a row; empty where the table was not read

    [[nodiscard]] std::size_t rows() const { return columns.empty() ? 0 : values.size() / columns.size(); }
    [[nodiscard]] std::optional<std::size_t> find(std::string_view column) const;
    [[nodiscard]] double at(std::size_t row, std::size_t column) const {
        return values[row * columns.size() + column];
    }
};

struct KlarfDie {
    std::int32_t x = 0;
    std::int32_t y = 0;
    friend auto operator<=>(const KlarfDie&, const KlarfDie&) = default;  // NOLINT(modernize-use-nullptr)
};

struct KlarfTest {
    std::int32_t number = 1;
    double area_um2 = 0.0;
    std::vector<KlarfDie> dies;  ///< SampleTestPlan; empty where the file has none
};

struct KlarfClass {
    std::int32_t number = 0;
    std::string name;
    friend bool operator==(const KlarfClass&, const KlarfClass&) = default;
};

struct KlarfWafer {
    std::string wafer_id;
    std::int32_t slot = 0;
    double die_origin_x_um = 0.0;
    double die_origin_y_um = 0.0;
    double center_x_um = 0.0;  ///< SampleCenterLocation
    double center_y_um = 0.0;
    KlarfTable defects;
    /// Why the file may have had more defects than are listed, or fewer (the list ends without its semicolon,
    /// the summary states another number ...); empty where nothing speaks for it. A die without a defect is
    /// not known to be good then.
    std::string doubt;
    std::vector<KlarfTest> tests;
    KlarfTable summary;
    std::vector<KlarfField> fields;
};

struct Klarf {
    std::string version;  ///< "1.2", "1.8"
    std::string time;     ///< of the result: YYYY-MM-DDTHH:MM:SS, or as the file has it where that is none
    std::vector<std::string> station;  ///< maker, model, id
    std::string lot_id;
    std::string device_id;
    std::string step_id;
    std::string recipe_id;
    double diameter_mm = 0.0;
    double pitch_x_um = 0.0;
    double pitch_y_um = 0.0;
    std::string mark_type;      ///< NOTCH or FLAT
    std::string mark_location;  ///< DOWN, UP, LEFT, RIGHT
    std::vector<KlarfClass> classes;
    std::vector<KlarfWafer> wafers;
    std::vector<KlarfField> fields;
    std::vector<std::string> warnings;
};

/// Reads a plain or gzip'd file of any of the versions. Throws Error(input) with the line for broken grammar,
/// indices that are no whole numbers, files that end within a record, and files of version 1 that end
/// before EndOfFile. Words in columns that no defect is placed by are no data where they are no numbers.
[[nodiscard]] Klarf read_klarf(const std::filesystem::path& path);

enum class KlarfVersion { v1_2, v1_8 };

/// Writes all of `klarf`; 1.8 rounds lengths to its nm. The file appears whole or not at all; Error(job)
/// where it can't be written.
void write_klarf(const std::filesystem::path& path, const Klarf& klarf, KlarfVersion version);

/// Position of a defect as the rule above says. Throws Error(input) where the file has no such columns.
class KlarfPlaces {
  public:
    KlarfPlaces(const Klarf& klarf, const KlarfWafer& wafer);
    [[nodiscard]] KlarfDie die(std::size_t defect) const;
    [[nodiscard]] WaferPoint position(std::size_t defect) const;
    /// Centre of a die's cell.
    [[nodiscard]] WaferPoint center(KlarfDie die) const;

  private:
    const Klarf& klarf_;
    const KlarfWafer& wafer_;
    std::size_t x_index_;
    std::size_t y_index_;
    std::optional<std::size_t> x_rel_;
    std::optional<std::size_t> y_rel_;
};

/// Centre of a die's cell; needs no defects.
[[nodiscard]] WaferPoint klarf_die_center(const Klarf& klarf, const KlarfWafer& wafer, KlarfDie die);

/// Adds warnings for what can't be: defects and dies of the test plan outside of the wafer, a centre that was
/// measured from the wafer's bounding box, mirrored or turned coordinates. Settles KlarfWafer::doubt by the
/// summary's counts.
void check_klarf(Klarf& klarf);

/// What the fab's systems want to know of an inspection; empty texts are written as such.
struct KlarfJob {
    std::string time;  ///< YYYY-MM-DDTHH:MM:SS and anything behind it; the core knows no clock
    std::string lot_id;
    std::string device_id;
    std::string step_id;
    std::string recipe_id;
    std::int32_t slot = 0;
    bool test_plan = true;  ///< list the tested dies (20 bytes each)
};

/// An inspected wafer: one defect for each measured die that does not pass, at its centre, with the bin as
/// class and rough bin; then one for each finding of the kinds that have defect classes (FindingKind), of the
/// size of its extent, with the bin of the die it is nearest to as rough bin. The tested dies are those
/// measured. Die (0, 0) is the lower left of the grid's rectangle.
[[nodiscard]] Klarf klarf_of(const DieMap& map, const BinColumn& bins,
                             const std::vector<FindingList>& findings, const KlarfJob& job);

}  // namespace waferglow
