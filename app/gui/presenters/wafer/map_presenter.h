// SPDX-License-Identifier: GPL-3.0-or-later
// What the wafer view shows of a document: layer or bins, colours, limits, selection; and what lies under the
// cursor. One presenter a view.
#pragma once

#include "app/gui/presenters/wafer/map_scene.h"
#include "app/gui/presenters/wafer/wafer_document.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <set>
#include <string>

namespace waferglow::gui {

/// The name under which the bins stand among the layers.
inline constexpr const char* kBinsLayer = "bins";

/// How the limits of the colour scale are found.
struct LimitChoice {
    bool manual = false;
    double low_percentile = 0.5;  ///< where not manual
    double high_percentile = 99.5;
    double low = 0.0;  ///< where manual
    double high = 1.0;
    friend bool operator==(const LimitChoice&, const LimitChoice&) = default;
};

/// What the view says of the die under the cursor.
struct DieReading {
    DieIndex die;
    WaferPoint position;         ///< of the cursor, not of the die's centre
    bool exists = false;         ///< a die lies there
    std::optional<float> value;  ///< of the layer shown
    std::uint8_t bin = kNoBinCode;
};

/// Confined to the window's thread; knows no Qt. `changed` is called after everything that alters the scene.
class MapPresenter {
  public:
    explicit MapPresenter(std::function<void()> changed) : changed_(std::move(changed)) {}

    void set_document(DocumentPtr document);
    /// Shows a layer that the document holds, or the bins.
    void show_layer(LayerPtr layer);
    void show_bins();
    /// Other bins than those of the document, for a preview.
    void set_bins(BinPtr bins);
    void set_mask(MaskPtr mask);
    void set_colors(ColorMap map);
    void set_limits(const LimitChoice& limits);
    void set_emphasis(Emphasis emphasis);
    void set_bin_shown(std::uint8_t code, bool shown);

    [[nodiscard]] const DocumentPtr& document() const { return document_; }
    [[nodiscard]] const MapScene& scene() const { return scene_; }
    [[nodiscard]] const LimitChoice& limits() const { return limits_; }
    [[nodiscard]] ColorMap colors() const { return colors_; }
    [[nodiscard]] bool shows_bins() const { return scene_.layer == nullptr; }
    [[nodiscard]] bool is_bin_shown(std::uint8_t code) const { return !hidden_.contains(code); }
    /// Of the layer shown, or kBinsLayer.
    [[nodiscard]] std::string layer_name() const;
    [[nodiscard]] DieReading reading(WaferPoint at) const;

  private:
    void refresh();

    std::function<void()> changed_;
    DocumentPtr document_;
    MapScene scene_;
    BinPtr bins_;
    LimitChoice limits_;
    ColorMap colors_ = ColorMap::viridis;
    std::set<std::uint8_t> hidden_;
};

}  // namespace waferglow::gui
