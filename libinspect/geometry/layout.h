// SPDX-License-Identifier: GPL-3.0-or-later
// The layout of a wafer: which cells of the grid are what, which product each die belongs to, and which dies
// so exist.
#pragma once

#include "libinspect/geometry/die_grid.h"
#include "libinspect/geometry/substrate.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace waferglow {

/// What lies in a cell of the grid.
enum class CellKind : std::uint8_t {
    die,
    pcm,   ///< process control monitor: test structures, TEG, dropped-in test dies
    mark,  ///< alignment marks
    none,  ///< nothing
};

[[nodiscard]] const char* to_string(CellKind kind);
[[nodiscard]] std::optional<CellKind> cell_kind_of(std::string_view name);

/// A cell that is told apart from the others.
struct LayoutCell {
    DieIndex cell;
    CellKind kind = CellKind::die;
    std::string group;  ///< product of a die; empty: none
};

/// Kinds and groups of the cells of a grid. Without any told apart, all are dies of no group. An immutable
/// value that is cheap to copy.
class WaferLayout {
  public:
    static constexpr std::uint8_t kNoGroup = 255;

    WaferLayout() = default;
    /// Cells not named are dies of no group. Throws Error(input) on cells outside of the grid, cells named
    /// twice and more than 255 groups.
    WaferLayout(const DieGrid& grid, std::span<const LayoutCell> cells);
    /// From dense arrays over the grid, row-major; either may be empty. Group numbers are positions in
    /// `names`, kNoGroup where there is none. Throws Error(input) where the sizes or numbers don't fit.
    WaferLayout(const DieGrid& grid, std::vector<CellKind> kinds, std::vector<std::uint8_t> groups,
                std::vector<std::string> names);

    /// True where all cells are dies of no group.
    [[nodiscard]] bool plain() const { return content_ == nullptr; }
    [[nodiscard]] CellKind kind(std::size_t cell) const {
        return content_ == nullptr || content_->kinds.empty() ? CellKind::die : content_->kinds[cell];
    }
    /// Position in `group_names`, or kNoGroup.
    [[nodiscard]] std::uint8_t group(std::size_t cell) const {
        return content_ == nullptr || content_->groups.empty() ? kNoGroup : content_->groups[cell];
    }
    [[nodiscard]] std::span<const std::string> group_names() const;
    /// Dense arrays as given; empty where all cells are dies, or of no group.
    [[nodiscard]] std::span<const CellKind> kinds() const;
    [[nodiscard]] std::span<const std::uint8_t> groups() const;

    friend bool operator==(const WaferLayout& a, const WaferLayout& b);

  private:
    struct Content {
        std::vector<CellKind> kinds;
        std::vector<std::uint8_t> groups;
        std::vector<std::string> names;
        friend bool operator==(const Content&, const Content&) = default;
    };
    void set(const DieGrid& grid, Content content);

    std::shared_ptr<const Content> content_;
};

/// Which dies of a grid exist: cells that are dies and lie whole on what is usable of the substrate. Rows
/// hold runs of columns: one where nothing interrupts them. Immutable.
class DiePresence {
  public:
    DiePresence() = default;
    DiePresence(const DieGrid& grid, const Substrate& substrate, const WaferLayout& layout = {});

    [[nodiscard]] bool exists(DieIndex die) const;
    /// Existing dies of a row in ascending runs that don't touch.
    [[nodiscard]] std::span<const ColumnSpan> runs(std::int32_t row) const {
        const auto r = static_cast<std::size_t>(row);
        return std::span(runs_).subspan(first_run_[r], first_run_[r + 1] - first_run_[r]);
    }
    /// From the first existing die of a row to the last one, with what lies between them.
    [[nodiscard]] ColumnSpan reach(std::int32_t row) const {
        const std::span<const ColumnSpan> all = runs(row);
        return all.empty() ? ColumnSpan{} : ColumnSpan{all.front().begin, all.back().end};
    }
    [[nodiscard]] std::int32_t rows() const {
        return first_run_.empty() ? 0 : static_cast<std::int32_t>(first_run_.size() - 1);
    }
    [[nodiscard]] std::int64_t count() const { return count_; }

    /// Calls `visit(DieIndex)` for every existing die, row by row from the left.
    template <class Visit>
    void for_each(Visit&& visit) const {
        for (std::int32_t row = 0; row < rows(); ++row) {
            for (const ColumnSpan& run : runs(row)) {
                for (std::int32_t col = run.begin; col < run.end; ++col) visit(DieIndex{row, col});
            }
        }
    }

  private:
    std::vector<ColumnSpan> runs_;
    std::vector<std::size_t> first_run_;  // of each row, and the end
    std::int64_t count_ = 0;
};

/// Whether the middle of an existing die lies in `area`, give or take half a pitch.
[[nodiscard]] bool holds_a_die(const DieGrid& grid, const DiePresence& presence, const WaferRect& area);

/// The largest uniform grid of dies of this pitch and size, centred on the wafer (a die or a street at the
/// centre, whichever holds more dies), trimmed to rows and columns that hold a die of the full disc: flats
/// and notch take dies away but don't change labels.
[[nodiscard]] DieGrid centered_grid(const Wafer& wafer, double pitch_x_um, double pitch_y_um,
                                    double die_width_um, double die_height_um);

/// The largest grid with these steps whose middle lies on that of the wafer and whose dies on the axes
/// through it all fit. As above where the steps are uniform.
[[nodiscard]] DieGrid centered_grid(const Wafer& wafer, double pitch_x_um, double pitch_y_um,
                                    double die_width_um, double die_height_um, const GridSteps& steps);

}  // namespace waferglow
