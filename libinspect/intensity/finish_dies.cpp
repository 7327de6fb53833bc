// SPDX-License-Identifier: GPL-3.0-or-later
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "libinspect/intensity/finish_dies.cpp"
#include "hwy/foreach_target.h"
//
#include "hwy/highway.h"
#include "libinspect/intensity/internal/die_planes-inl.h"
#include "libinspect/intensity/internal/finish_dies.h"
#include "libinspect/intensity/internal/light_field-inl.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

HWY_BEFORE_NAMESPACE();
namespace waferglow::kernel {
namespace HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

constexpr float kClipSigmas = 4.0F;     // of a cell's mean background against that around it
constexpr float kUnevenFloor2 = 0.04F;  // noise of the squared non-uniformity above which nothing can be said
constexpr float kLeastClear = 0.05F;    // of the background in the street
constexpr double kMatters = 1e-4;       // of a die's light
constexpr double kSpillMatters = 1e-3;  // less of it in the street does the same to all dies

class Finisher : DiePlanes {
  public:
    Finisher(const Input& input, float gain_unit, const DieSums& sums, TileMeasurements& out)
        : DiePlanes(input.rect, *input.plan, out.buffers.smooth),
          in_(input),
          plan_(*input.plan),
          sums_(sums),
          out_(out),
          unit_(gain_unit),
          area_(static_cast<float>(4.0 * plan_.x.window_half_px * plan_.y.window_half_px)),
          tables_(input, cols_, out.buffers) {
        spill_ = plan_.spill_per_px * static_cast<double>(area_) > kSpillMatters;
        neighbours_ =
            std::max({plan_.x.most(&AxisPlan::Window::neighbour), plan_.y.most(&AxisPlan::Window::neighbour),
                      plan_.around.most_in_window}) > kMatters;
    }

    void run() {
        load_street();
        if (spill_) take_off_spill();
        fence_street();
        first_means();
        second_means();
        for (std::size_t row = 0; row < rows_; ++row) finish_row(row);
        if (neighbours_) take_off_neighbours();
    }

  private:
    [[nodiscard]] VF street_sum(std::size_t row, std::size_t c) const {
        return hn::Mul(load(sums_.street, row, c), all(unit_));
    }

    void load_street() {
        const DF df;
        for (std::size_t row = 0; row < rows_; ++row) {
            for (std::size_t c = 0; c < cols_; c += hn::Lanes(df)) {
                hn::StoreU(street_sum(row, c), df, row_of(kStreet, row) + c);
                hn::StoreU(load(sums_.street_pixels, row, c), df, row_of(kPixels, row) + c);
            }
        }
    }

    /// Leaves the background alone in the street; keeps what was taken off, and what share of the background
    /// remained (the dies' measured light has some of it).
    void take_off_spill() {
        const DF df;
        const std::vector<ColumnSpan>& measured = out_.buffers.measurable;
        const LightField light(in_, measured, stride_, fields_);
        const LightField background(in_, measured, stride_, fields_ + LightField::floats(rows_, stride_));
        for (std::size_t row = 0; row < rows_; ++row) {
            tables_.move_to(row);
            tables_.spread_windows();
            for (std::size_t c = 0; c < cols_; c += hn::Lanes(df)) {
                const VF captured = hn::Mul(tables_.window_x(c).captured, tables_.window_y(c).captured);
                const VF per_share = hn::Div(all(1.0F), captured);
                const VF window = hn::Mul(load(sums_.window, row, c), all(unit_));
                hn::StoreU(hn::Mul(window, per_share), df, light.row(row) + c);
                hn::StoreU(hn::Mul(all(area_), per_share), df, background.row(row) + c);
            }
        }
        for (const LightField& field : {light, background}) {
            field.fill_in();
            if (neighbours_) field.separate();
        }
        for (std::size_t row = 0; row < rows_; ++row) {
            tables_.move_to(row);
            tables_.spread_streets();
            tables_.spread_next_rows();
            for (std::size_t c = 0; c < cols_; c += hn::Lanes(df)) {
                const LightField::StreetShares shares = light.street_shares(tables_, c);
                hn::StoreU(light.in_street(shares, row, c), df, row_of(kSpill, row) + c);
                const VF clear = hn::Sub(all(1.0F), background.in_street(shares, row, c));
                hn::StoreU(hn::Max(clear, all(kLeastClear)), df, row_of(kClear, row) + c);
                hn::StoreU(without_spill(row, c), df, row_of(kStreet, row) + c);
            }
            if (!by_share()) continue;
            std::copy_n(light.row(row), cols_, row_of(kRead, row));
            std::copy_n(background.row(row), cols_, row_of(kArea, row));
        }
    }
    [[nodiscard]] VF without_spill(std::size_t row, std::size_t c) const {
        const DF df;
        const VF n = hn::LoadU(df, row_of(kPixels, row) + c);
        const VF spilt = hn::Mul(n, hn::LoadU(df, row_of(kSpill, row) + c));
        return hn::Div(hn::Sub(street_sum(row, c), spilt), hn::LoadU(df, row_of(kClear, row) + c));
    }
    /// What a street pixel reads where the background is b.
    [[nodiscard]] VF expected(std::size_t row, std::size_t c, VF b) const {
        const DF df;
        if (!spill_) return b;
        return hn::MulAdd(b, hn::LoadU(df, row_of(kClear, row) + c), hn::LoadU(df, row_of(kSpill, row) + c));
    }

    void fence_street() {
        const DF df;
        const auto [least, most] = fences(kStreet, 1.0F);
        for (std::size_t row = 0; row < rows_; ++row) {
            for (std::size_t c = 0; c < cols_; c += hn::Lanes(df)) {
                const VF n = hn::LoadU(df, row_of(kPixels, row) + c);
                const VF street = hn::LoadU(df, row_of(kStreet, row) + c);
                hn::StoreU(clamp(street, hn::Mul(n, all(least)), hn::Mul(n, all(most))), df,
                           row_of(kStreet, row) + c);
            }
            clear_end(kStreet, row);
        }
    }

    static VF clamp(VF v, VF low, VF high) { return hn::Min(hn::Max(v, low), high); }

    /// Box means of the street, and the squares of its pixels about what they predict.
    void first_means() {
        const DF df;
        for (std::size_t row = 0; row < rows_; ++row) {
            float* const mean = row_of(kMean, row);
            float* const around = row_of(kPixelsAround, row);
            box_row(kStreet, row, mean);
            box_row(kPixels, row, around);
            for (std::size_t c = 0; c < cols_; c += hn::Lanes(df)) {
                const VF b = ratio(hn::LoadU(df, mean + c), hn::LoadU(df, around + c));
                const VF n = hn::LoadU(df, row_of(kPixels, row) + c);
                const VF street = street_sum(row, c);
                const VF squares = hn::Mul(load(sums_.street_squares, row, c), all(unit_ * unit_));
                const VF m = expected(row, c, b);
                // Sum of (p - m)^2 = sum of p^2 - m (2 sum of p - n m).
                VF about = hn::Sub(squares, hn::Mul(m, hn::Sub(hn::Add(street, street), hn::Mul(n, m))));
                if (spill_ && !plan_.around.empty()) {
                    const VF spilt = hn::LoadU(df, row_of(kSpill, row) + c);
                    const VF uneven = hn::Mul(all(static_cast<float>(plan_.around.street_cv2)), n);
                    about = hn::NegMulAdd(uneven, hn::Mul(spilt, spilt), about);
                }
                hn::StoreU(hn::Max(hn::Zero(df), about), df, row_of(kVariance, row) + c);
                hn::StoreU(b, df, mean + c);
            }
            clear_end(kVariance, row);
        }
        const auto [unused, most] = fences(kVariance, 1.0F);
        for (std::size_t row = 0; row < rows_; ++row) {
            float* const v = row_of(kVariance, row);
            for (std::size_t c = 0; c < cols_; c += hn::Lanes(df)) {
                const VF n = hn::LoadU(df, row_of(kPixels, row) + c);
                hn::StoreU(hn::Min(hn::LoadU(df, v + c), hn::Mul(n, all(most))), df, v + c);
            }
        }
    }

    /// Variance of a street pixel in place of its squares, and the street clipped about the first means.
    void second_means() {
        const DF df;
        float* const squares = line_ + stride_;
        for (std::size_t row = 0; row < rows_; ++row) {
            box_row(kVariance, row, squares);
            for (std::size_t c = 0; c < cols_; c += hn::Lanes(df)) {
                const VF v = ratio(hn::LoadU(df, squares + c), hn::LoadU(df, row_of(kPixelsAround, row) + c));
                store(v, out_.noise.data(), row, c);  // until the noise itself is known
                const VF n = hn::LoadU(df, row_of(kPixels, row) + c);
                const VF street = spill_ ? without_spill(row, c) : street_sum(row, c);
                const VF b = hn::Mul(n, hn::LoadU(df, row_of(kMean, row) + c));
                const VF reach = hn::Mul(all(kClipSigmas), hn::Div(hn::Sqrt(hn::Mul(v, n)), clear(row, c)));
                hn::StoreU(clamp(street, hn::Sub(b, reach), hn::Add(b, reach)), df, row_of(kStreet, row) + c);
            }
            clear_end(kStreet, row);
        }
    }

    /// Whether a part of the background is taken as a share of the dies' light.
    [[nodiscard]] bool by_share() const { return spill_ && plan_.choice.street_trust < 1.0; }
    /// Share of the background that `take_off_spill` left in the street.
    [[nodiscard]] VF clear(std::size_t row, std::size_t c) const {
        return spill_ ? hn::LoadU(DF(), row_of(kClear, row) + c) : all(1.0F);
    }

    void finish_row(std::size_t row) {
        const DF df;
        float* const street = line_ + stride_;
        box_row(kStreet, row, street);
        float* const read = line_ + 2 * stride_;
        float* const area = line_ + 3 * stride_;
        const bool shared = by_share();
        if (shared) {
            box_row(kRead, row, read);
            box_row(kArea, row, area);
        }
        tables_.move_to(row);
        tables_.spread_windows();
        for (std::size_t c = 0; c < cols_; c += hn::Lanes(df)) {
            const RowTables::Windows x = tables_.window_x(c);
            const RowTables::Windows y = tables_.window_y(c);
            const VF n = hn::LoadU(df, row_of(kPixelsAround, row) + c);
            VF background = ratio(hn::LoadU(df, street + c), n);
            if (shared) {
                const VF light = ratio(hn::LoadU(df, read + c), hn::LoadU(df, area + c));
                const VF expected = hn::Mul(all(static_cast<float>(plan_.choice.background_share)), light);
                const auto trust = static_cast<float>(plan_.choice.street_trust);
                background = hn::MulAdd(all(trust), hn::Sub(background, expected), expected);
            }
            // Few street pixels may look quieter than the sensor is, as where its dark level is cut off.
            const VF read = hn::Mul(all(static_cast<float>(plan_.choice.read_noise_dn) * unit_),
                                    load(sums_.gain, row, c));
            const VF variance = hn::Max(load(out_.noise.data(), row, c), hn::Mul(read, read));
            const VF window = hn::Mul(load(sums_.window, row, c), all(unit_));
            const auto valid = hn::Eq(window, window);
            const VF nan = all(std::numeric_limits<float>::quiet_NaN());
            const VF light = hn::Sub(window, hn::Mul(all(area_), background));
            const VF photon = hn::Mul(all(static_cast<float>(plan_.choice.dn_per_electron) * unit_),
                                      load(sums_.gain, row, c));
            const VF weight2 = hn::Mul(x.weight2, y.weight2);
            const VF under = hn::Div(all(area_), clear(row, c));
            const VF of_background = hn::Mul(variance, hn::Add(weight2, ratio(hn::Mul(under, under), n)));
            const VF of_light = hn::Mul(photon, hn::Max(hn::Zero(df), light));
            const VF per_share = hn::Div(all(1.0F), hn::Mul(x.captured, y.captured));
            const VF noise = hn::Mul(hn::Sqrt(hn::Add(of_light, of_background)), per_share);
            store(hn::Mul(light, per_share), out_.sum.data(), row, c);
            store(hn::IfThenElse(valid, background, nan), out_.background.data(), row, c);
            store(hn::IfThenElse(valid, noise, nan), out_.noise.data(), row, c);
            const VF blur = hn::Sub(hn::Mul(one_more(x.core_cv2), one_more(y.core_cv2)), all(1.0F));
            const VF uneven = unevenness(row, c, blur, background, variance, photon);
            store(hn::IfThenElse(valid, uneven, nan), out_.nonuniformity.data(), row, c);
        }
        for (std::size_t k = row * cols_; k < (row + 1) * cols_; ++k) {
            out_.valid[k] = sums_.window[k] == sums_.window[k] ? 1 : 0;
        }
    }

    static VF one_more(VF v) { return hn::Add(all(1.0F), v); }

    /// `blur`: square of the coefficient of variation that an even die's core has.
    VF unevenness(std::size_t row, std::size_t c, VF blur, VF background, VF variance, VF photon) const {
        const VF n = load(sums_.core_pixels, row, c);
        const VF sum = hn::Mul(load(sums_.core, row, c), all(unit_));
        const VF squares = hn::Mul(load(sums_.core_squares, row, c), all(unit_ * unit_));
        const VF freedom = hn::Sub(n, all(1.0F));
        const VF mean = hn::Div(sum, n);
        const VF spread = hn::Sub(squares, hn::Mul(sum, mean));
        const VF bright = hn::Sub(mean, background);
        const VF per_bright2 = hn::Div(all(1.0F), hn::Mul(bright, bright));
        const VF noise2 = hn::Mul(hn::MulAdd(photon, bright, variance), per_bright2);
        const VF excess =
            hn::Sub(hn::Div(hn::Sub(hn::Mul(spread, per_bright2), hn::Mul(blur, n)), freedom), noise2);
        // The variance of n values has the relative error sqrt(2 / (n - 1)).
        const VF floor4 = hn::Mul(hn::Mul(noise2, noise2), hn::Div(all(2.0F), freedom));
        const auto known = hn::And(hn::And(hn::Gt(bright, hn::Zero(DF())), hn::Ge(n, all(3.0F))),
                                   hn::Lt(floor4, all(kUnevenFloor2 * kUnevenFloor2)));
        return hn::IfThenElse(known, hn::Sqrt(hn::Max(hn::Zero(DF()), excess)),
                              all(std::numeric_limits<float>::quiet_NaN()));
    }

    void take_off_neighbours() {
        const DF df;
        const LightField light(in_, out_.buffers.measurable, stride_, fields_);
        for (std::size_t row = 0; row < rows_; ++row) {
            for (std::size_t c = 0; c < cols_; c += hn::Lanes(df))
                hn::StoreU(load(out_.sum.data(), row, c), df, light.row(row) + c);
        }
        light.fill_in();
        light.separate();
        for (std::size_t row = 0; row < rows_; ++row) {
            for (std::size_t c = 0; c < cols_; c += hn::Lanes(df)) {
                const VF before = load(out_.sum.data(), row, c);
                const auto valid = hn::Eq(before, before);
                store(hn::IfThenElse(valid, hn::LoadU(df, light.row(row) + c), before), out_.sum.data(), row,
                      c);
            }
        }
    }

    const Input& in_;
    const WindowPlan& plan_;
    const DieSums& sums_;
    TileMeasurements& out_;
    float unit_;
    float area_;
    RowTables tables_;
    bool spill_ = false;
    bool neighbours_ = false;
};

void FinishDies(const Input& input, float gain_unit, const DieSums& sums, TileMeasurements& out) {
    Finisher(input, gain_unit, sums, out).run();
}

}  // namespace HWY_NAMESPACE
}  // namespace waferglow::kernel
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace waferglow::kernel {

HWY_EXPORT(FinishDies);

void finish_dies(const Input& input, float gain_unit, const DieSums& sums, TileMeasurements& out) {
    HWY_DYNAMIC_DISPATCH(FinishDies)(input, gain_unit, sums, out);
}

}  // namespace waferglow::kernel
#endif
