// SPDX-License-Identifier: GPL-3.0-or-later
// Camera pictures side by side, each stretched to its own range of grey, with the die framed.
#pragma once

#include "app/gui/presenters/review/die_picture.h"

#include <QImage>
#include <QWidget>
#include <vector>

namespace waferglow::gui {

class PictureView : public QWidget {
    Q_OBJECT
  public:
    explicit PictureView(QWidget* parent) : QWidget(parent) { setMinimumSize(200, 100); }
    void show_pictures(std::vector<DiePicture> pictures);
    [[nodiscard]] std::size_t count() const { return pictures_.size(); }

  protected:
    void paintEvent(QPaintEvent* event) override;

  private:
    std::vector<DiePicture> pictures_;
    std::vector<QImage> images_;
};

}  // namespace waferglow::gui
