// SPDX-License-Identifier: GPL-3.0-or-later
// A report as plain values: sections of text, tables and vector figures. What it says is decided by
// build_report.h; html.h and app/report only set it. Text is UTF-8 and raw: whoever renders it escapes it.
//
// Lengths are points (1/72 inch), x right, y down. The text column is kColumnPt wide, which fits A4 and
// Letter.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace waferglow {

inline constexpr double kColumnPt = 496.0;

/// The palette of all reports: one accent, greys, and three signal colours that colour-blind eyes tell apart
/// (after Okabe and Ito, https://jfly.uni-koeln.de/color/).
namespace ink {
inline constexpr std::uint32_t kText = 0x1D2329;
inline constexpr std::uint32_t kQuiet = 0x5B6670;  ///< 5.8:1 on white: legible in small type
inline constexpr std::uint32_t kLine = 0xC9D0D6;
inline constexpr std::uint32_t kPanel = 0xF3F6F8;
inline constexpr std::uint32_t kAccent = 0x0B5A8A;
inline constexpr std::uint32_t kAccentPale = 0xBBD5E5;
inline constexpr std::uint32_t kAlarm = 0xC2500A;
inline constexpr std::uint32_t kPlum = 0x8A4A79;
inline constexpr std::uint32_t kWhite = 0xFFFFFF;
}  // namespace ink

struct PointPt {
    double x = 0.0;
    double y = 0.0;
};

/// Open or closed line through `points`; `fill` closes it. Width 0: no line.
struct PathShape {
    std::vector<PointPt> points = {};
    double width = 0.75;
    std::uint32_t rgb = ink::kText;
    std::optional<std::uint32_t> fill = std::nullopt;
    bool closed = false;
    bool dashed = false;
};

struct RectShape {
    double x = 0.0;
    double y = 0.0;
    double width = 0.0;
    double height = 0.0;
    std::uint32_t fill = ink::kAccent;
};

/// Dots of one size and colour; `opacity` lets crowds show.
struct DotsShape {
    std::vector<PointPt> centers = {};
    double radius = 1.0;
    std::uint32_t rgb = ink::kAccent;
    double opacity = 1.0;
};

enum class Anchor : std::uint8_t { start, middle, end };

/// One line of text on its base line at (x, y); `upwards` turns it a quarter counter-clockwise.
struct TextShape {
    double x = 0.0;
    double y = 0.0;
    std::string text = {};
    Anchor anchor = Anchor::start;
    double size = 7.5;
    std::uint32_t rgb = ink::kText;
    bool bold = false;
    bool upwards = false;
};

/// Pixels of at most 255 colours; index 0 is transparent.
struct Raster {
    int width = 0;
    int height = 0;
    std::vector<std::uint32_t> palette = {};  ///< 0xRRGGBB of index 0, 1, ...; that of index 0 does not show
    std::vector<std::uint8_t> pixels = {};    ///< row-major
};

struct PictureShape {
    double x = 0.0;
    double y = 0.0;
    double width = 0.0;
    double height = 0.0;
    Raster raster = {};
    bool smooth = false;  ///< averaged where it is shown smaller; else hard edges at any size
};

using Shape = std::variant<PathShape, RectShape, DotsShape, TextShape, PictureShape>;

/// Moves a shape; for figures made of several.
void move_shape(Shape& shape, double dx, double dy);

/// A drawing, painted in order. `title` stands above it, `caption` below; `alt` says in words what it shows.
struct Figure {
    double width = 0.0;
    double height = 0.0;
    std::vector<Shape> shapes = {};
    std::string title = {};
    std::string caption = {};
    std::string alt = {};
};

/// Figures side by side; together at most kColumnPt wide.
struct FigureRow {
    std::vector<Figure> figures = {};
};

enum class TextRole : std::uint8_t { body, note, warning, code, heading };
struct Paragraph {
    std::string text = {};
    TextRole role = TextRole::body;
};

struct Cell {
    std::string text = {};
    std::optional<std::uint32_t> swatch = std::nullopt;  ///< a colour shown before the text
    bool bold = false;
};

struct TableColumn {
    std::string title = {};
    bool number = false;  ///< set flush right, in figures of one width
    double share = 1.0;   ///< of the table's width, relative to the other columns
};

/// Every row has one cell a column.
struct Table {
    std::vector<TableColumn> columns = {};
    std::vector<std::vector<Cell>> rows = {};
    std::string title = {};
    std::string note = {};
    double width = kColumnPt;  ///< at most kColumnPt
};

/// Names and values in two columns.
struct Fact {
    std::string name = {};
    std::string value = {};
};
struct FactList {
    std::string title = {};
    std::vector<Fact> facts = {};
};

/// The few numbers that a reader looks for first.
struct Score {
    std::string label = {};
    std::string value = {};
    std::string detail = {};
    bool alarm = false;
};
struct ScoreRow {
    std::vector<Score> scores = {};
};

/// A line to sign for each role.
struct SignatureBlock {
    std::vector<std::string> roles = {};
};

/// A figure with a table or facts at its right.
struct FigureBeside {
    Figure figure = {};
    Table table = {};
};

using Block = std::variant<Paragraph, Table, FactList, FigureRow, FigureBeside, ScoreRow, SignatureBlock>;

struct Section {
    std::string title = {};
    std::vector<Block> blocks = {};
    bool new_page = false;
};

struct Document {
    std::string title = {};
    std::string subtitle = {};
    std::string wafer_id = {};
    std::string digest = {};   ///< SHA-256 of the wafer file, hexadecimal
    std::string program = {};  ///< "WaferGlow 1.0"
    std::string date = {};     ///< ISO 8601, of the last entry of the file's log; empty: none
    std::vector<Section> sections = {};
};

}  // namespace waferglow
