// SPDX-License-Identifier: GPL-3.0-or-later
// The last picture of the camera, stretched to its own brightness.
#pragma once

#include "libinspect/geometry/image.h"

#include <QImage>
#include <QWidget>

namespace waferglow::gui {

class CameraView : public QWidget {
    Q_OBJECT
  public:
    explicit CameraView(QWidget* parent);
    void set_image(const Image& image);
    void clear();
    [[nodiscard]] QSize sizeHint() const override { return {280, 210}; }
    [[nodiscard]] QSize minimumSizeHint() const override { return {160, 80}; }

  protected:
    void paintEvent(QPaintEvent* event) override;

  private:
    QImage picture_;
};

}  // namespace waferglow::gui
