// SPDX-License-Identifier: GPL-3.0-or-later
// The scale beside a map: which colour is which value.
#pragma once

#include "app/gui/presenters/map_scene.h"

#include <QWidget>

namespace waferglow::gui {

class ColorBar : public QWidget {
    Q_OBJECT
  public:
    explicit ColorBar(QWidget* parent);
    void set_scale(const ValueStyle& style, const QString& unit);
    [[nodiscard]] QSize sizeHint() const override { return {84, 200}; }

  protected:
    void paintEvent(QPaintEvent* event) override;

  private:
    ValueStyle style_;
    QString unit_;
};

}  // namespace waferglow::gui
