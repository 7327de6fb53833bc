// SPDX-License-Identifier: GPL-3.0-or-later
// Draws the surface of each die of a wafer, and says what its damage does to its light.
#include "drivers/simulated/physics/counter_random.h"
#include "drivers/simulated/physics/die_face.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <optional>

namespace waferglow::simulated {
namespace {

constexpr double kPeeledLight = 0.6;     // more PL where metal no longer shades it, of that place's share
constexpr double kParticleShade = 4.0;   // a particle shades its surroundings, too
constexpr double kParticleLight = 0.25;  // of what is under it
constexpr double kLeakingCracks = 0.35;

struct FaceDice {
    double strength = 0.0;  // uniform numbers
    double a = 0.0;
    double b = 0.0;
    double c = 0.0;
    double d = 0.0;
};

double area(const FaceRect& r) {
    return r.width_um * r.height_um;
}

/// Area that two upright rectangles share.
double overlap(const FaceRect& p, const FaceRect& q) {
    const auto along = [](double a, double wa, double b, double wb) {
        return std::max(0.0, std::min(a + 0.5 * wa, b + 0.5 * wb) - std::max(a - 0.5 * wa, b - 0.5 * wb));
    };
    return along(p.x_um, p.width_um, q.x_um, q.width_um) * along(p.y_um, p.height_um, q.y_um, q.height_um);
}

/// Length of the part of a line from `a` to `b` that lies in an upright rectangle.
double length_inside(const FaceRect& r, WaferPoint a, WaferPoint b) {
    double from = 0.0;
    double to = 1.0;
    const auto clip = [&](double start, double step, double low, double high) {
        if (step == 0.0) {
            if (start < low || start > high) to = -1.0;
            return;
        }
        const double t0 = (low - start) / step;
        const double t1 = (high - start) / step;
        from = std::max(from, std::min(t0, t1));
        to = std::min(to, std::max(t0, t1));
    };
    clip(a.x, b.x - a.x, r.x_um - 0.5 * r.width_um, r.x_um + 0.5 * r.width_um);
    clip(a.y, b.y - a.y, r.y_um - 0.5 * r.height_um, r.y_um + 0.5 * r.height_um);
    return std::max(0.0, to - from) * std::hypot(b.x - a.x, b.y - a.y);
}

/// What one kind of damage looks like on a die of this grid and these settings.
class DefectMaker {
  public:
    DefectMaker(const FaceSettings& settings, const DieGrid& grid)
        : s_(settings),
          w_(grid.die_width_um),
          h_(grid.die_height_um),
          short_(std::min(w_, h_)),
          street_x_(grid.pitch_x_um - w_),
          street_y_(grid.pitch_y_um - h_) {}

    [[nodiscard]] FaceDefect make(FaceClass face, const FaceDice& d) const {
        FaceDefect defect{.face = face, .box = {}};
        if (!s_.pads.empty())
            defect.part = std::min(static_cast<std::size_t>(d.a * static_cast<double>(s_.pads.size())),
                                   s_.pads.size() - 1);
        switch (face) {
            case FaceClass::missing:
                defect.size_um = std::max(w_, h_);
                defect.area_share = 1.0;
                break;
            case FaceClass::misplaced:
                defect.size_um = short_ * (0.09 + 0.05 * d.strength);
                defect.box = {defect.size_um * std::cos(2.0 * std::numbers::pi * d.a),
                              defect.size_um * std::sin(2.0 * std::numbers::pi * d.a), 0.0, 0.0};
                break;
            case FaceClass::chipped:
                chip(defect, d);
                break;
            case FaceClass::cracked:
                crack(defect, d);
                break;
            case FaceClass::particle:
                particle(defect, d);
                break;
            case FaceClass::residue: {
                const double size = short_ * (0.2 + 0.25 * d.b);
                place(defect, {(d.a - 0.5) * 0.5 * w_, (d.c - 0.5) * 0.5 * h_, 1.4 * size, size},
                      std::numbers::pi * d.d);
                defect.keep = 1.0 - (0.02 + 0.08 * d.strength);
                break;
            }
            case FaceClass::discoloured: {
                const double change = 0.05 + 0.1 * d.strength;
                defect.keep = d.b < 0.5 ? 1.0 - change : 1.0 + change;
                defect.size_um = std::max(w_, h_);
                defect.area_share = 1.0;
                break;
            }
            case FaceClass::good:
            case FaceClass::scratched:
                break;
            default:
                metal(defect, d);
        }
        return defect;
    }

    /// A particle that takes this share of the light of the die.
    [[nodiscard]] FaceDefect cover(double share, const FaceDice& d) const {
        FaceDefect defect{.face = FaceClass::particle, .box = {}};
        const double side = std::sqrt(share * w_ * h_ / (kParticleShade * (1.0 - kParticleLight)));
        place(defect,
              {(d.a - 0.5) * 0.3 * w_, (d.b - 0.5) * 0.2 * h_, std::min(side, w_), std::min(side, 1.1 * h_)},
              0.2 * d.c);
        defect.keep = kParticleLight;
        return defect;
    }

  private:
    void place(FaceDefect& defect, const FaceRect& box, double turn_rad) const {
        defect.box = box;
        defect.turn_rad = turn_rad;
        defect.size_um = std::max(box.width_um, box.height_um);
        defect.area_share = std::min(1.0, area(box) / (w_ * h_));
    }

    /// A corner or a piece of an edge gone. It ends in the street: what is beside is another die.
    void chip(FaceDefect& defect, const FaceDice& d) const {
        const double size = short_ * (0.08 + 0.4 * d.strength * d.strength);
        const double sx = d.a < 0.5 ? -1.0 : 1.0;
        const double sy = d.b < 0.5 ? -1.0 : 1.0;
        const bool corner = d.c < 0.7;
        const double deep_x = corner ? std::min(size * (1.0 + 0.5 * d.d), 0.9 * w_) : 0.6 * size;
        const double deep_y =
            corner ? std::min(size * (1.5 - 0.5 * d.d), 0.9 * h_) : std::min(1.4 * size, 0.9 * h_);
        const double out_x = 0.3 * street_x_;
        const double out_y = corner ? 0.3 * street_y_ : 0.0;
        const FaceRect box{sx * (0.5 * w_ + 0.5 * (out_x - deep_x)),
                           corner ? sy * (0.5 * h_ + 0.5 * (out_y - deep_y)) : (d.b - 0.5) * 0.5 * h_,
                           deep_x + out_x, deep_y + out_y};
        place(defect, box, corner ? 0.3 * (d.d - 0.5) : 0.0);
        defect.keep = 0.0;
        defect.size_um = std::max(deep_x, deep_y);
        defect.area_share = overlap(box, {0.0, 0.0, w_, h_}) / (w_ * h_);
        for (std::size_t k = 0; k < s_.pads.size(); ++k) {
            const double share = overlap(box, s_.pads[k]) / area(s_.pads[k]);
            if (share <= defect.pad_share) continue;
            defect.pad_share = share;
            defect.part = k;
        }
    }

    void crack(FaceDefect& defect, const FaceDice& d) const {
        place(defect,
              {(d.a - 0.5) * 0.5 * w_, (d.b - 0.5) * 0.2 * h_, short_ * (0.4 + 0.5 * d.d),
               s_.smallest_um * (0.6 + 1.5 * d.strength)},
              std::numbers::pi * d.c);
        defect.keep = 0.75 - 0.5 * d.strength;
    }

    void particle(FaceDefect& defect, const FaceDice& d) const {
        const double size = s_.smallest_um + 0.35 * short_ * d.strength * d.strength;
        place(defect, {(d.a - 0.5) * 0.8 * w_, (d.b - 0.5) * 0.8 * h_, size, size}, d.c);
        defect.keep = kParticleLight;
        defect.glint = d.c < 0.5;
    }

    void metal(FaceDefect& defect, const FaceDice& d) const {
        if (defect.face == FaceClass::metal_broken) {
            if (s_.fingers.empty()) {
                defect.face = FaceClass::good;
                return;
            }
            const FaceRect& r = s_.fingers.front();
            const double gap = s_.smallest_um * (1.25 + 3.75 * d.strength);
            place(defect,
                  {r.x_um + (d.a - 0.5) * 0.6 * r.width_um, r.y_um, gap, r.height_um + 0.5 * s_.smallest_um},
                  0.0);
            defect.keep = 0.0;
            return;
        }
        if (s_.pads.empty()) {
            defect.face = FaceClass::good;
            return;
        }
        const FaceRect& r = s_.pads[defect.part];
        if (defect.face == FaceClass::metal_missing || defect.face == FaceClass::contact_residue) {
            place(defect, r, 0.0);
            defect.pad_share = 1.0;
            defect.keep = defect.face == FaceClass::metal_missing ? 0.0 : 1.0 - (0.06 + 0.2 * d.strength);
        } else if (defect.face == FaceClass::metal_partial) {
            defect.pad_share = 0.25 + 0.6 * d.strength;
            place(defect,
                  {r.x_um - 0.5 * r.width_um * (1.0 - defect.pad_share), r.y_um,
                   r.width_um * defect.pad_share, r.height_um},
                  0.0);
            defect.keep = 0.0;
        } else {
            defect.pad_share = 0.25;
            place(defect,
                  {r.x_um + (d.b - 0.5) * 0.4 * r.width_um, r.y_um, 0.5 * r.width_um, 0.5 * r.height_um},
                  0.0);
            defect.keep = 1.0 + (d.c < 0.5 ? -1.0 : 1.0) * (0.15 + 0.3 * d.strength);
        }
    }

    const FaceSettings& s_;
    double w_;
    double h_;
    double short_;
    double street_x_;
    double street_y_;
};

/// The class that the dice choose; a die whose fate is to be seen at the surface has that class.
FaceClass chosen_face(const FaceSettings& s, const DieFate& fate, double dice) {
    if (fate.missing) return FaceClass::missing;
    if (fate.peeled) return FaceClass::metal_missing;
    for (std::size_t i = 0; i < kFaceClasses; ++i) {
        const double share = s.share_factor * s.shares.at(i);
        if (dice < share) return static_cast<FaceClass>(i);
        dice -= share;
    }
    return FaceClass::good;
}

}  // namespace

DieFaces::DieFaces(const FaceSettings& settings, const DieGrid& grid, const Region& region, double pixel_um,
                   const std::vector<std::vector<WaferPoint>>& paths, std::uint64_t seed)
    : settings_(settings), grid_(grid), pixel_um_(pixel_um), trend_(region, seed, 2), seed_(seed) {
    constexpr double kLimitSpread = 0.15;
    RandomStream random(stream_key(seed, Topic::face_limits, 0));
    for (double* limit :
         {&limits_.chip_share, &limits_.chip_pad_share, &limits_.metal_share, &limits_.scratch_loss})
        *limit *= 1.0 + random.uniform(-kLimitSpread, kLimitSpread);
    if (settings.enabled) draw_scratches(region, paths, seed);
}

void DieFaces::draw_scratches(const Region& region, const std::vector<std::vector<WaferPoint>>& paths,
                              std::uint64_t seed) {
    RandomStream random(stream_key(seed, Topic::face_scratches, 0));
    const double dies = static_cast<double>(grid_.rows) * grid_.cols;
    const auto count = static_cast<int>(std::lround(settings_.scratches_per_thousand * dies / 1000.0));
    const double half_x = 0.45 * grid_.cols * grid_.pitch_x_um;
    const double half_y = 0.45 * grid_.rows * grid_.pitch_y_um;
    for (int i = 0; i < count; ++i) {
        FaceScratch s;
        s.middle = {region.center.x + half_x * random.uniform(-1.0, 1.0),
                    region.center.y + half_y * random.uniform(-1.0, 1.0)};
        s.angle_rad = random.uniform(0.0, std::numbers::pi);
        s.length_um = random.log_uniform(3.0, 8.0) * grid_.pitch_x_um;
        s.width_um = settings_.smallest_um * random.uniform(1.2, 3.0);
        s.keep = random.uniform(0.4, 0.8);
        scratches_.push_back(s);
    }
    for (const auto& path : paths) {
        for (std::size_t i = 1; i < path.size(); ++i) {
            const WaferPoint a = path[i - 1];
            const WaferPoint b = path[i];
            scratches_.push_back({.middle = {0.5 * (a.x + b.x), 0.5 * (a.y + b.y)},
                                  .angle_rad = std::atan2(b.y - a.y, b.x - a.x),
                                  .length_um = std::hypot(b.x - a.x, b.y - a.y),
                                  .width_um = 2.5 * settings_.smallest_um,
                                  .keep = 0.4});
        }
    }
}

void DieFaces::scratch(DieIndex die, DieFace& face) const {
    const WaferPoint c = grid_.center(die);
    const double reach = 0.5 * std::hypot(grid_.die_width_um, grid_.die_height_um);
    const double seen_um = 2.0 * settings_.smallest_um;
    for (const FaceScratch& s : scratches_) {
        const double half = 0.5 * s.length_um;
        if (std::hypot(c.x - s.middle.x, c.y - s.middle.y) > half + reach) continue;
        const double dx = half * std::cos(s.angle_rad);
        const double dy = half * std::sin(s.angle_rad);
        const WaferPoint a{s.middle.x - c.x - dx, s.middle.y - c.y - dy};
        const WaferPoint b{s.middle.x - c.x + dx, s.middle.y - c.y + dy};
        const double around = s.width_um + settings_.smallest_um;
        const double length =
            length_inside({0.0, 0.0, grid_.die_width_um + around, grid_.die_height_um + around}, a, b);
        if (length <= 0.0) continue;
        face.scratched = true;
        if (face.defect.face == FaceClass::good) {
            face.defect.size_um = std::max(face.defect.size_um, length);
            face.defect.area_share += length * s.width_um / (grid_.die_width_um * grid_.die_height_um);
        }
        const bool on_metal = std::ranges::any_of(
            settings_.pads, [&](const FaceRect& pad) { return length_inside(pad, a, b) > seen_um; });
        if (on_metal && 1.0 - s.keep > limits_.scratch_loss) face.fails = true;
    }
}

void DieFaces::judge(DieFace& face) const {
    const FaceDefect& d = face.defect;
    FaceEffect& effect = face.effect;
    const double pad_area = settings_.pads.empty()
                                ? 0.0
                                : area(settings_.pads[d.part]) / (grid_.die_width_um * grid_.die_height_um);
    switch (d.face) {
        case FaceClass::missing:
            effect.gone = face.fails = true;
            break;
        case FaceClass::misplaced:
        case FaceClass::metal_broken:
        case FaceClass::contact_residue:
            face.fails = true;
            break;
        case FaceClass::chipped:
            effect.optical = 1.0 - d.area_share;
            effect.conduction = 1.0 - d.area_share;
            if (d.area_share > limits_.chip_share || d.pad_share > limits_.chip_pad_share) face.fails = true;
            break;
        case FaceClass::metal_missing:
        case FaceClass::metal_partial:
            effect.optical = 1.0 + kPeeledLight * pad_area * d.pad_share;
            if (d.pad_share > limits_.metal_share) face.fails = true;
            break;
        case FaceClass::particle:
            effect.optical = 1.0 - std::min(0.9, kParticleShade * d.area_share * (1.0 - d.keep));
            break;
        case FaceClass::residue:
            effect.optical = d.keep;
            break;
        default:
            break;
    }
    // What fails by its surface gets too little current.
    effect.open = face.fails && !effect.gone;
}

DieFace DieFaces::at(DieIndex die, const DieFate& fate) const {
    const FaceSettings& s = settings_;
    DieFace face;
    face.grain_key = stream_key(seed_, Topic::grain, static_cast<std::uint64_t>(die.row),
                                static_cast<std::uint64_t>(die.col));
    // The order of draws is part of the result: every die draws the same numbers, whatever its class.
    RandomStream random(stream_key(seed_, Topic::face, static_cast<std::uint64_t>(die.row),
                                   static_cast<std::uint64_t>(die.col)));
    const double dice = random.uniform();
    const FaceDice d{random.uniform(), random.uniform(), random.uniform(), random.uniform(),
                     random.uniform()};
    const double leak_dice = random.uniform();
    const double leak_severity = random.uniform();
    face.shift_x_um = s.placement_px * pixel_um_ * random.normal();
    face.shift_y_um = s.placement_px * pixel_um_ * random.normal();
    face.turn_rad = 1e-3 * s.turn_mrad * random.normal();
    face.body = (1.0 + s.trend * trend_.at(grid_.center(die))) * (1.0 + s.die_spread * random.normal());
    face.finger = s.metal * (1.0 + s.die_spread * random.normal());
    for (double& pad : face.pads) pad = s.metal * (1.0 + s.die_spread * random.normal());

    const DefectMaker maker(s, grid_);
    const double corner = std::sqrt(s.corner_without_pad_share);
    if (die.row < corner * grid_.rows && die.col < corner * grid_.cols && !fate.missing && !s.pads.empty()) {
        face.defect = maker.make(FaceClass::metal_missing, {.strength = 1.0});
    } else if (fate.covered_share > 0.0) {
        face.defect = maker.cover(fate.covered_share, d);
    } else {
        face.defect = maker.make(chosen_face(s, fate, dice), d);
    }
    if (face.defect.face == FaceClass::misplaced) {
        face.shift_x_um += face.defect.box.x_um;
        face.shift_y_um += face.defect.box.y_um;
    }
    if (face.defect.face == FaceClass::discoloured) face.body *= face.defect.keep;
    if (face.defect.face == FaceClass::contact_residue) face.pads.at(face.defect.part) *= face.defect.keep;
    if (face.defect.face == FaceClass::metal_missing) face.pads.at(face.defect.part) = face.body;
    judge(face);
    if (face.defect.face == FaceClass::cracked && leak_dice < kLeakingCracks)
        face.effect.leak_severity = leak_severity;
    // What has a particle over it already has its share of light.
    if (fate.covered_share > 0.0) face.effect.optical = 1.0;
    if (!face.effect.gone) {
        const bool failed = face.fails;
        scratch(die, face);
        if (face.fails && !failed) face.effect.open = true;
    }
    return face;
}

}  // namespace waferglow::simulated
