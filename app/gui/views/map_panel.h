// SPDX-License-Identifier: GPL-3.0-or-later
// A wafer view with its tools, its colour scale and the line about what lies under the cursor.
#pragma once

#include "app/gui/presenters/wafer/map_presenter.h"

#include <QFrame>
#include <functional>

class QComboBox;
class QDoubleSpinBox;
class QLabel;
class QToolButton;

namespace waferglow::gui {

class ColorBar;
class Desk;
class WaferView;

/// Connects one MapPresenter with the widgets around one WaferView.
class MapPanel : public QFrame {
    Q_OBJECT
  public:
    MapPanel(Desk& desk, QWidget* parent);

    void set_document(const DocumentPtr& document);
    /// A layer's name or kBinsLayer.
    void choose(const std::string& layer);
    /// Shows a map that is in no file, among the layers until another wafer is opened. Where `middle` is a
    /// number the colours run to both sides of it.
    void show_made(const LayerPtr& made, double middle);
    void forget_made();
    void retranslate();
    void restyle();

    [[nodiscard]] MapPresenter& map() { return map_; }
    [[nodiscard]] WaferView& view() { return *view_; }

    std::function<void()> on_layer;  ///< another layer, or the bins, are shown
    std::function<void()> on_clear;  ///< the selection is to be cleared

  private:
    void build_tools(QWidget* bar);
    void add_shortcuts();
    void choose_row(int row);
    void fill_layers();
    void show_legend();
    void show_limits();
    void take_limits();
    void scene_changed();
    void show_reading(std::optional<WaferPoint> at);
    [[nodiscard]] QString reading_text(const DieReading& reading) const;

    Desk& desk_;
    MapPresenter map_;
    std::string
        wanted_;  ///< the layer last asked for: an answer that comes later than another choice is dropped
    QComboBox* layers_;
    QComboBox* colors_;
    QComboBox* emphasis_;
    QComboBox* limits_;
    QDoubleSpinBox* low_;
    QDoubleSpinBox* high_;
    QList<QToolButton*> tools_;
    QList<int> glyphs_;
    WaferView* view_;
    ColorBar* bar_;
    QLabel* reading_;
    LayerPtr made_;
    ColorMap colors_before_ = ColorMap::viridis;
    bool filling_ = false;
};

}  // namespace waferglow::gui
