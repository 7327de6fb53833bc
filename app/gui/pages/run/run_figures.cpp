// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/pages/run/run_figures.h"

#include "app/gui/pages/run/camera_view.h"
#include "app/gui/pages/run/lamp_list.h"
#include "app/gui/pages/run/run_texts.h"
#include "app/gui/views/elided_label.h"
#include "app/gui/views/numbers.h"
#include "app/gui/views/styled_label.h"

#include <QFrame>
#include <QGridLayout>
#include <QLabel>
#include <QVBoxLayout>
#include <cmath>
#include <utility>

namespace waferglow::gui {
namespace {

constexpr int kSidePx = 280;

}  // namespace

RunFigures::RunFigures(const RunPresenter& presenter, QWidget* parent)
    : QWidget(parent), presenter_(presenter) {
    setFixedWidth(kSidePx);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(10);
    const auto card = [&] {
        auto* frame = new QFrame(this);
        frame->setObjectName(QStringLiteral("card"));
        auto* layout = new QVBoxLayout(frame);
        layout->setContentsMargins(16, 10, 16, 12);
        layout->setSpacing(4);
        return std::pair(frame, layout);
    };
    const auto [numbers, numbers_layout] = card();
    yield_title_ = styled_label("caption", numbers);
    yield_ = styled_label("figure", numbers);
    dies_title_ = styled_label("caption", numbers);
    dies_ = styled_label("title", numbers);
    left_title_ = styled_label("caption", numbers);
    left_ = styled_label("title", numbers);
    auto* grid = new QGridLayout;
    grid->addWidget(dies_title_, 0, 0);
    grid->addWidget(left_title_, 0, 1);
    grid->addWidget(dies_, 1, 0);
    grid->addWidget(left_, 1, 1);
    numbers_layout->addWidget(yield_title_);
    numbers_layout->addWidget(yield_);
    numbers_layout->addLayout(grid);
    const auto [pictures, pictures_layout] = card();
    camera_title_ = styled_label("caption", pictures);
    camera_ = new CameraView(pictures);
    camera_note_ = new ElidedLabel(pictures);
    camera_note_->hide();
    camera_note_->setObjectName(QStringLiteral("caption"));
    pictures_layout->addWidget(camera_title_);
    pictures_layout->addWidget(camera_, 1);
    pictures->setMaximumHeight(kSidePx + 60);  // about square, as sensors are
    pictures_layout->addWidget(camera_note_);
    const auto [devices, devices_layout] = card();
    lamps_title_ = styled_label("caption", devices);
    lamps_ = new LampList(devices);
    devices_layout->addWidget(lamps_title_);
    devices_layout->addWidget(lamps_);
    devices_layout->addStretch(1);
    column->addWidget(numbers);
    column->addWidget(pictures, 100);  // the devices take what the picture can't
    column->addWidget(devices, 1);
}

void RunFigures::retranslate() {
    yield_title_->setToolTip(
        tr("While tiles land: dies that give at least half of the median's light. The yield proper is "
           "known after the last tile."));
    dies_title_->setText(tr("Dies measured"));
    left_title_->setText(tr("Time left"));
    camera_title_->setText(tr("Camera"));
    lamps_title_->setText(tr("Devices"));
}

void RunFigures::show_all() {
    show_numbers();
    show_camera();
    lamps_->set_lamps(presenter_.run().lamps());
}

void RunFigures::show_numbers() {
    const station::ScanRun& run = presenter_.run();
    const station::ScanSummary& summary = run.summary();
    const LivePicture* live = presenter_.live();
    const bool judged = !run.active() && summary.binned > 0;
    yield_title_->setText(judged ? tr("Yield") : tr("Yield so far (estimate)"));
    yield_->setText(judged
                        ? percent(static_cast<double>(summary.passed) / static_cast<double>(summary.binned))
                        : percent(live != nullptr ? live->bright_share : std::nan(""), 1));
    const std::int64_t dies = judged ? summary.measured : live != nullptr ? live->measured : 0;
    dies_->setText(dies > 0 ? with_thousands(dies) : QStringLiteral("\u2013"));
    left_->setText(run.active() && !run.held() ? RunTexts::duration(run.scan().remaining_s)
                                               : QStringLiteral("\u2013"));
}

void RunFigures::show_camera() {
    const std::shared_ptr<const tool::Thumbnail>& image = presenter_.run().scan().last_image;
    if (image == shown_image_) return;
    shown_image_ = image;
    image != nullptr ? camera_->set_image(image->image) : camera_->clear();
    camera_note_->setVisible(image != nullptr);
    camera_note_->setText(image == nullptr ? QString()
                                           : tr("%1 \u00b7 x %2 mm, y %3 mm")
                                                 .arg(QString::fromStdString(image->channel))
                                                 .arg(1e-3 * image->position.x, 0, 'f', 1)
                                                 .arg(1e-3 * image->position.y, 0, 'f', 1));
}

}  // namespace waferglow::gui
