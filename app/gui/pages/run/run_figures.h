// SPDX-License-Identifier: GPL-3.0-or-later
// The right of the run page: numbers so far, the camera's last picture, the devices.
#pragma once

#include "app/gui/presenters/run/run_presenter.h"

#include <QWidget>
#include <memory>

class QLabel;

namespace waferglow::gui {

class CameraView;
class ElidedLabel;
class LampList;

class RunFigures : public QWidget {
    Q_OBJECT
  public:
    RunFigures(const RunPresenter& presenter, QWidget* parent);
    void retranslate();
    /// Shows what the presenter has.
    void show_all();

  private:
    void show_numbers();
    void show_camera();

    const RunPresenter& presenter_;
    QLabel *yield_title_, *yield_, *dies_title_, *dies_, *left_title_, *left_, *camera_title_, *lamps_title_;
    ElidedLabel* camera_note_;
    CameraView* camera_;
    LampList* lamps_;
    std::shared_ptr<const tool::Thumbnail> shown_image_;
};

}  // namespace waferglow::gui
