// SPDX-License-Identifier: GPL-3.0-or-later
// The scale beside a map: which colour is which value, or which bin.
#pragma once

#include "app/gui/presenters/wafer/map_scene.h"

#include <QString>
#include <QWidget>
#include <vector>

namespace waferglow::gui {

struct LegendEntry {
    std::uint32_t argb = 0;
    QString name;
};

class ColorBar : public QWidget {
    Q_OBJECT
  public:
    explicit ColorBar(QWidget* parent);
    void set_scale(const ValueStyle& style, const QString& unit);
    void set_legend(std::vector<LegendEntry> entries);
    [[nodiscard]] QSize sizeHint() const override { return {106, 200}; }

  protected:
    void paintEvent(QPaintEvent* event) override;

  private:
    void paint_scale(QPainter& painter) const;
    void paint_legend(QPainter& painter) const;

    ValueStyle style_;
    QString unit_;
    std::vector<LegendEntry> legend_;
    bool shows_legend_ = false;
};

}  // namespace waferglow::gui
