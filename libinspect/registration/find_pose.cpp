// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/base/error.h"
#include "libinspect/base/parallel.h"
#include "libinspect/registration/internal/die_kernel.h"
#include "libinspect/registration/internal/lattice_search.h"
#include "libinspect/registration/internal/motion_fit.h"
#include "libinspect/registration/internal/pilot.h"
#include "libinspect/registration/internal/pilot_pattern.h"
#include "libinspect/registration/internal/pitch_slip.h"
#include "libinspect/registration/internal/pose_solve.h"
#include "libinspect/registration/internal/steps_check.h"
#include "libinspect/registration/pose.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include <fmt/format.h>

namespace waferglow {
namespace {

constexpr double kLeastPitchPx = 3.0;
constexpr std::int32_t kMostSlip = 32;
constexpr std::size_t kPilotsForPlaces = 4;
constexpr std::int32_t kEnoughCells = 3000;  // of a pilot, for its displacement, turn and stretch

/// The pose being found, step by step.
class PoseFinder {
  public:
    PoseFinder(std::span<const PilotTile> pilots, const RegistrationSetup& setup)
        : setup_(setup), slopes_(estimate_.shading, setup.camera) {
        for (const PilotTile& tile : pilots)
            pilots_.push_back({.tile = tile,
                               .motion = {},
                               .lag = {},
                               .cells = {},
                               .kernel_scratch = {},
                               .motion_scratch = {}});
        if (setup.flat.data != nullptr) {
            set_shading(shading_of_flat(setup.flat, setup.dark, setup.camera));
        }
    }

    PoseEstimate run() {
        search();
        if (!uniform()) {
            // Fields in their places first make the tilt exact, and that the places.
            settle_pattern(false);
            search();
            settle_pattern(true);
        }
        for (int round = 0; round < 2; ++round) {
            measure(DieMethod::period);
            require_grid();
            correct({});  // gradients only
        }
        measure(DieMethod::period);
        require_grid();
        unwrap();
        if (setup_.flat.data == nullptr) set_shading(shading_of_dies(pilots_, setup_.camera));
        refine();
        check_places();
        settle_pitch();
        return estimate_;
    }

  private:
    [[nodiscard]] bool uniform() const { return setup_.grid.steps.uniform(); }

    /// Measures and corrects twice or more with the best method for these dies.
    void refine() {
        DieMethods methods = die_methods(lattice_of(pilots_.front(), {}));
        if (methods.order.size() == 1 || (methods.edges_if_uneven && !uneven())) {
            methods.order = {DieMethod::period, DieMethod::period};
        } else {
            methods.order.erase(methods.order.begin());  // done already
            methods.order.push_back(methods.order.back());
        }
        for (const DieMethod method : methods.order) {
            measure(method);
            require_grid();
            correct(found());
        }
    }

    /// True where most pilots' dies are too uneven for the period method.
    [[nodiscard]] bool uneven() const {
        int even = 0;
        int measured = 0;
        for (const Pilot& pilot : pilots_) {
            if (!pilot.motion.found) continue;
            ++measured;
            if (std::max(pilot.motion.sigma_x_px, pilot.motion.sigma_y_px) <= kUnevenSigmaPx) ++even;
        }
        return 2 * even < measured;
    }

    [[nodiscard]] TileLattice lattice_of(const Pilot& pilot, StagePoint lag) const {
        return lattice_in_tile(setup_.grid, estimate_.pose, setup_.camera,
                               {pilot.tile.reported.x - lag.x, pilot.tile.reported.y - lag.y});
    }

    void set_shading(const Shading& shading) {
        estimate_.shading = shading;
        slopes_ = ShadingSlopes(shading, setup_.camera);
    }

    [[nodiscard]] std::vector<bool> found() const {
        std::vector<bool> flags;
        for (const Pilot& pilot : pilots_) flags.push_back(pilot.motion.found);
        return flags;
    }

    void require_grid() const {
        const bool any = std::any_of(pilots_.begin(), pilots_.end(),
                                     [](const Pilot& pilot) { return pilot.motion.found; });
        if (any) return;
        throw Error(ErrorKind::job,
                    fmt::format("registration: none of {} pilot tiles shows the die grid of {} x {} um pitch "
                                "({:.2f} x {:.2f} px); check pitch, pixel size and exposure",
                                pilots_.size(), setup_.grid.pitch_x_um, setup_.grid.pitch_y_um,
                                setup_.grid.pitch_x_um / setup_.camera.pixel_um,
                                setup_.grid.pitch_y_um / setup_.camera.pixel_um));
    }

    /// Rotation and scale from nothing, with the pilots' lags as far as they are known.
    void search() {
        std::vector<MomentField> fields(pilots_.size());
        parallel_blocks(pilots_.size(), 1, [&](std::size_t begin, std::size_t end) {
            for (std::size_t i = begin; i < end; ++i) {
                TileLattice lattice = lattice_of(pilots_[i], pilots_[i].lag);
                if (!uniform()) lattice = untilted(lattice, setup_.grid, setup_.camera);
                measure_rectangle(pilots_[i], DieKernel(lattice, setup_.camera, DieMethod::period), lattice,
                                  setup_, slopes_);
                fields[i] = moment_field(pilots_[i].cells, lattice.along_col.x, lattice.along_row.y);
            }
        });
        const LatticeTilt tilt = search_tilt(fields);
        const PoseSolution step{.stretch = tilt.stretch, .turn = tilt.turn};
        estimate_.pose = step.applied_to(GridPose{});
    }

    /// Brings every pilot's lag to where fields and staggers fall into place, to a part of the pitch.
    void settle_pattern(bool together) {
        std::vector<PilotTile> tiles;
        for (const Pilot& pilot : pilots_) tiles.push_back(pilot.tile);
        const PilotPattern found = find_pattern(tiles, setup_, estimate_.pose, slopes_, together);
        for (std::size_t i = 0; i < pilots_.size(); ++i) pilots_[i].lag = found.lags[i];
        agreement_ = found.agreement;
    }

    /// Measures every pilot around where it was found last.
    void measure(DieMethod method) {
        parallel_blocks(pilots_.size(), 1, [&](std::size_t begin, std::size_t end) {
            for (std::size_t i = begin; i < end; ++i) {
                Pilot& pilot = pilots_[i];
                const TileLattice lattice = lattice_of(pilot, pilot.lag);
                const DieKernel kernel(lattice, setup_.camera, method);
                measure_cells(pilot, kernel, lattice, setup_, slopes_, kEnoughCells);
                pilot.motion = fit_motion(pilot.cells, kernel, pilot.tile.image, pilot.motion_scratch);
                if (!pilot.motion.found) continue;
                pilot.lag.x += pilot.motion.dx_px * setup_.camera.pixel_um;
                pilot.lag.y -= pilot.motion.dy_px * setup_.camera.pixel_um;
            }
        });
    }

    [[nodiscard]] std::vector<PoseObservation> observations() const {
        const auto to_nominal = estimate_.pose.transform().inverse();
        std::vector<PoseObservation> list;
        for (const Pilot& pilot : pilots_) {
            const TileMotion& m = pilot.motion;
            const double pixel = setup_.camera.pixel_um;
            PoseObservation o;
            o.at = to_nominal({pilot.tile.reported.x + m.middle_x_px * pixel,
                               pilot.tile.reported.y - m.middle_y_px * pixel});
            if (m.found) {
                o.dx_um = pilot.lag.x;
                o.dy_um = pilot.lag.y;
                o.sigma_um = std::max(m.sigma_x_px, m.sigma_y_px) * pixel;
                o.stretch = m.stretch;
                o.stretch_weight = m.stretch_weight;
                o.turn_rad = m.turn_rad;
                o.turn_weight = m.turn_weight;
            }
            list.push_back(o);
        }
        return list;
    }

    [[nodiscard]] PoseSolution solve(const std::vector<bool>& displacements) const {
        // Without a flat, vignetting is only known from the dies' own light.
        const double shared = setup_.flat.data != nullptr ? 15e-6 : 30e-6;
        return solve_pose(observations(), estimate_.pose, displacements, 0.02 * setup_.camera.pixel_um,
                          shared);
    }

    /// Moves the pose by what the pilots say, and their lags so that they stay where they were found.
    void correct(const std::vector<bool>& displacements) {
        const bool gradients_only = displacements.empty();
        const std::vector<PoseObservation> seen = observations();
        PoseSolution s = solve(gradients_only ? std::vector<bool>(pilots_.size(), false) : displacements);
        if (gradients_only) {
            s.dx_um = 0.0;
            s.dy_um = 0.0;
        }
        estimate_.pose = s.applied_to(estimate_.pose);
        for (std::size_t i = 0; i < pilots_.size(); ++i) {
            const WaferPoint moved = s.at(seen[i].at);
            pilots_[i].lag.x -= moved.x;
            pilots_[i].lag.y -= moved.y;
        }
        if (gradients_only) return;
        estimate_.jitter_um = s.jitter_um;
        estimate_.offset_sigma_um = s.offset_sigma_um;
        estimate_.rotation_sigma_rad = s.turn_sigma;
        estimate_.scale_sigma = s.stretch_sigma;
    }

    /// Adds whole pitches to a lag so that it comes nearest to `target`.
    void bring_near(StagePoint& lag, StagePoint target) const {
        const auto m = estimate_.pose.transform();
        const double det = m.xx() * m.yy() - m.xy() * m.yx();
        const double dx = target.x - lag.x;
        const double dy = target.y - lag.y;
        const double i = std::round((m.yy() * dx - m.xy() * dy) / det / setup_.grid.pitch_x_um);
        const double j = std::round((m.xx() * dy - m.yx() * dx) / det / setup_.grid.pitch_y_um);
        lag.x += m.xx() * i * setup_.grid.pitch_x_um + m.xy() * j * setup_.grid.pitch_y_um;
        lag.y += m.yx() * i * setup_.grid.pitch_x_um + m.yy() * j * setup_.grid.pitch_y_um;
    }

    /// Takes the pilots one by one, always the one nearest to those taken, and brings its lag (known modulo
    /// the lattice) near to what the pilots taken so far predict there.
    void unwrap() {
        if (!uniform()) {  // the pattern told already
            correct(found());
            return;
        }
        const std::size_t none = pilots_.size();
        std::vector<bool> taken(pilots_.size(), false);
        const auto nearest = [&](auto&& distance) {
            std::size_t best = none;
            double least = std::numeric_limits<double>::infinity();
            for (std::size_t i = 0; i < pilots_.size(); ++i) {
                if (taken[i] || !pilots_[i].motion.found) continue;
                const double d = distance(pilots_[i].tile.reported);
                if (d < least) {
                    least = d;
                    best = i;
                }
            }
            return best;
        };
        std::size_t next = nearest([](StagePoint p) { return std::hypot(p.x, p.y); });
        bring_near(pilots_[next].lag, {});
        taken[next] = true;
        while (true) {
            next = nearest([&](StagePoint p) {
                double least = std::numeric_limits<double>::infinity();
                for (std::size_t i = 0; i < pilots_.size(); ++i) {
                    if (!taken[i]) continue;
                    const StagePoint other = pilots_[i].tile.reported;
                    least = std::min(least, std::hypot(p.x - other.x, p.y - other.y));
                }
                return least;
            });
            if (next == none) break;
            const WaferPoint expected = solve(taken).at(observations()[next].at);
            bring_near(pilots_[next].lag, {expected.x, expected.y});
            taken[next] = true;
        }
        correct(found());
        StagePoint offset{estimate_.pose.offset_x_um, estimate_.pose.offset_y_um};
        bring_near(offset, {});
        shift_offset_to(offset);
    }

    /// Moves the offset by whole pitches: the lattice, and so every lag, stays.
    void shift_offset_to(StagePoint offset) {
        estimate_.pose.offset_x_um = offset.x;
        estimate_.pose.offset_y_um = offset.y;
    }

    /// Refuses a grid whose fields or staggers are not those that some of the pilots show.
    void check_places() {
        std::vector<Pilot*> shown;
        for (Pilot& pilot : pilots_) {
            if (pilot.motion.found) shown.push_back(&pilot);
        }
        const std::size_t step = std::max<std::size_t>(1, shown.size() / kPilotsForPlaces);
        std::vector<StepsMisfit> misfits((shown.size() + step - 1) / step);
        parallel_blocks(misfits.size(), 1, [&](std::size_t begin, std::size_t end) {
            for (std::size_t i = begin; i < end; ++i) {
                Pilot& pilot = *shown[i * step];
                const TileLattice lattice = lattice_of(pilot, pilot.lag);
                const DieKernel kernel(lattice, setup_.camera, DieMethod::period);
                measure_cells(pilot, kernel, lattice, setup_, slopes_);
                misfits[i] = steps_misfit(pilot.cells, setup_.grid.steps);
            }
        });
        check_steps(misfits, setup_.grid);
    }

    /// Whether a pilot's cells lie on existing dies whatever the slip.
    [[nodiscard]] bool within_wafer(const DieKernel& kernel, const TileLattice& lattice) const {
        const ColumnSpan rows = kernel.rows(lattice);
        for (std::int32_t row = rows.begin; row < rows.end; ++row) {
            const ColumnSpan cols = kernel.columns(lattice, row);
            if (cols.size() > 0 && !always_inside(row, cols, *setup_.presence, kMostSlip)) return false;
        }
        return true;
    }

    /// Which cells of a pilot glow; nothing where that can't be told, or tells nothing of a slip.
    [[nodiscard]] std::vector<LitRow> lit_rows(Pilot& pilot) const {
        std::vector<LitRow> rows;
        if (!pilot.motion.found) return rows;
        const TileLattice lattice = lattice_of(pilot, pilot.lag);
        const DieKernel kernel(lattice, setup_.camera, DieMethod::period);
        if (within_wafer(kernel, lattice)) return rows;
        measure_cells(pilot, kernel, lattice, setup_, slopes_);
        const TileMotion motion = fit_motion(pilot.cells, kernel, pilot.tile.image, pilot.motion_scratch);
        if (!motion.found || !motion.dies_distinct) return rows;
        constexpr float kLit = 0.4F;
        for (std::size_t i = 0; i < pilot.cells.size(); ++i) {
            const std::int32_t row = pilot.cells.row[i];
            if (i == 0 || row != pilot.cells.row[i - 1]) rows.push_back({row, pilot.cells.col[i], {}});
            rows.back().lit.push_back(pilot.motion_scratch.light[i] > kLit ? 1 : 0);
        }
        return rows;
    }

    /// Slips that leave the pattern as the pilots show it.
    [[nodiscard]] SlipLimits slip_limits() const {
        const GridSteps& steps = setup_.grid.steps;
        const auto step = [](bool tells, std::int32_t period, bool alternates) {
            return tells ? period : alternates ? 2 : 1;
        };
        return {.most = kMostSlip,
                .row_step = step(agreement_.tells_rows, steps.period_rows(), steps.stagger_x_um != 0.0),
                .col_step = step(agreement_.tells_cols, steps.period_cols(), steps.stagger_y_um != 0.0)};
    }

    /// Compares lit cells with existing dies and moves the offset by whole pitches where that fits far
    /// better.
    void settle_pitch() {
        std::vector<std::vector<LitRow>> seen(pilots_.size());
        parallel_blocks(pilots_.size(), 1, [&](std::size_t begin, std::size_t end) {
            for (std::size_t i = begin; i < end; ++i) seen[i] = lit_rows(pilots_[i]);
        });
        std::vector<LitRow> rows;
        for (std::size_t i = 0; i < pilots_.size(); ++i) {
            if (!pilots_[i].motion.found) continue;
            ++estimate_.tiles;
            estimate_.lit_dies += pilots_[i].motion.lit_dies;
            rows.insert(rows.end(), seen[i].begin(), seen[i].end());
        }
        const PitchSlip slip =
            find_slip(rows, {.dies = *setup_.presence, .cells = setup_.cells}, slip_limits());
        // The die that the lattice calls (row, col) is (row + rows, col + cols): the grid lies that much
        // further left and up.
        const auto m = estimate_.pose.transform();
        const GridSteps& steps = setup_.grid.steps;
        const double x = -slip.cols * setup_.grid.pitch_x_um - steps.right_um({0, slip.cols});
        const double y = slip.rows * setup_.grid.pitch_y_um - steps.up_um({slip.rows, 0});
        shift_offset_to({estimate_.pose.offset_x_um + m.xx() * x + m.xy() * y,
                         estimate_.pose.offset_y_um + m.yx() * x + m.yy() * y});
        estimate_.pitches_x = -slip.cols;
        estimate_.pitches_y = slip.rows;
    }

    const RegistrationSetup& setup_;
    PoseEstimate estimate_;
    ShadingSlopes slopes_;
    std::vector<Pilot> pilots_;
    PatternAgreement agreement_;
};

}  // namespace

PoseEstimate find_pose(std::span<const PilotTile> pilots, const RegistrationSetup& setup) {
    const double least_px = std::min(setup.grid.pitch_x_um, setup.grid.pitch_y_um) / setup.camera.pixel_um;
    if (least_px < kLeastPitchPx) {
        throw Error(ErrorKind::input,
                    fmt::format("registration: the die pitch is {:.2f} pixels ({} x {} um, pixel {} um); at "
                                "least {} are needed",
                                least_px, setup.grid.pitch_x_um, setup.grid.pitch_y_um, setup.camera.pixel_um,
                                kLeastPitchPx));
    }
    if (pilots.empty()) {
        throw Error(ErrorKind::job,
                    "registration: no pilot tile; no tile of the scan shows a die of the grid");
    }
    return PoseFinder(pilots, setup).run();
}

}  // namespace waferglow
