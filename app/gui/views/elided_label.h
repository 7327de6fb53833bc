// SPDX-License-Identifier: GPL-3.0-or-later
// One line of text that gives way: what does not fit is cut in its middle, and told in whole by the tool tip.
#pragma once

#include <QLabel>

namespace waferglow::gui {

class ElidedLabel : public QLabel {
    Q_OBJECT
  public:
    explicit ElidedLabel(QWidget* parent);
    [[nodiscard]] QSize minimumSizeHint() const override;

  protected:
    void paintEvent(QPaintEvent* event) override;
    bool event(QEvent* event) override;
};

}  // namespace waferglow::gui
