// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/intensity/internal/intensity_measure.h"

#include "libinspect/intensity/measure.h"

#include <cstddef>

namespace waferglow {
namespace {

struct IntensityWorkspace final : TileMeasure::Workspace {
    TileMeasurements measured;
};

class IntensityMeasure final : public TileMeasure {
  public:
    explicit IntensityMeasure(const ChannelPilots& pilots) {
        const CameraInfo& camera = pilots.camera;
        const bool known = camera.gain_e_per_dn > 0.0;
        windows_ =
            choose_windows(pilots.tiles, pilots.correction,
                           {.dn_per_electron = known ? 1.0 / camera.gain_e_per_dn : 0.0,
                            .read_noise_dn = known ? camera.read_noise_e / camera.gain_e_per_dn : 0.0});
    }

    [[nodiscard]] std::unique_ptr<Workspace> make_workspace() const override {
        return std::make_unique<IntensityWorkspace>();
    }

    void measure(const LocatedTile& tile, Workspace& workspace,
                 std::span<std::vector<float>> planes) const override {
        TileMeasurements& measured = static_cast<IntensityWorkspace&>(workspace).measured;
        measure_tile(tile.image, tile.correction, tile.lattice, tile.rect, windows_, measured,
                     &tile.presence);
        const auto plane = [planes](Quantity quantity) -> std::vector<float>& {
            return planes[static_cast<std::size_t>(quantity)];
        };
        plane(Quantity::sum).swap(measured.sum);  // the arrays go round between workspace and record
        plane(Quantity::background).swap(measured.background);
        plane(Quantity::noise).swap(measured.noise);
        plane(Quantity::nonuniformity).swap(measured.nonuniformity);
        plane(Quantity::saturated_px).assign(measured.saturated_px.begin(), measured.saturated_px.end());
        plane(Quantity::hot_px).assign(measured.hot_px.begin(), measured.hot_px.end());
    }

  private:
    WindowPlan windows_;
};

}  // namespace

bool has_intensity(const Channel& channel) {
    return can(channel, &ChannelKindInfo::measured);
}

std::unique_ptr<const TileMeasure> prepare_intensity(const ChannelPilots& pilots) {
    return std::make_unique<const IntensityMeasure>(pilots);
}

}  // namespace waferglow
