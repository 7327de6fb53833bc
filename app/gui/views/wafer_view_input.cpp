// SPDX-License-Identifier: GPL-3.0-or-later
// Mouse, wheel, keys and touch on the map.
#include "app/gui/views/wafer_view.h"

#include <QGestureEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPinchGesture>
#include <QWheelEvent>
#include <cmath>

namespace waferglow::gui {
namespace {

constexpr double kWheelStep = 1.0018;  // per eighth of a degree
constexpr double kKeyPan = 80.0;

}  // namespace

void WaferView::wheelEvent(QWheelEvent* event) {
    if (!scene_) return;
    transform_.zoom_at(to_map(event->position()), std::pow(kWheelStep, event->angleDelta().y()));
    fitted_ = false;
    moved();
}

void WaferView::mousePressEvent(QMouseEvent* event) {
    if (!scene_) return;
    pressed_ = event->position();
    last_ = event->position();
    dragged_ = false;
    area_.clear();
}

void WaferView::mouseMoveEvent(QMouseEvent* event) {
    if (!scene_) return;
    const QPointF at = event->position();
    if (on_hover && map_rect().contains(at.toPoint())) on_hover(transform_.to_wafer(to_map(at)));
    if (!pressed_) return;
    if (!dragged_ && (at - *pressed_).manhattanLength() < 6) return;
    dragged_ = true;
    const bool panning =
        tool_ == MapTool::pan || (event->buttons() & (Qt::MiddleButton | Qt::RightButton)) != 0;
    if (panning) {
        const double ratio = devicePixelRatioF();
        transform_.pan((at.x() - last_.x()) * ratio, (at.y() - last_.y()) * ratio);
        fitted_ = false;
        moved();
    } else if (tool_ == MapTool::rectangle) {
        area_ = QPolygonF(QRectF(*pressed_, at).normalized());
        update();
    } else {
        if (area_.isEmpty()) area_ << *pressed_;
        area_ << at;
        update();
    }
    last_ = at;
}

void WaferView::mouseReleaseEvent(QMouseEvent* event) {
    if (!pressed_) return;
    pressed_.reset();
    if (dragged_) {
        finish_area();
        return;
    }
    if (event->button() != Qt::LeftButton || !scene_) return;
    const DieIndex die = scene_->grid.nearest(transform_.to_wafer(to_map(event->position())));
    if (scene_->grid.contains(die) && on_click) on_click(die);
}

void WaferView::finish_area() {
    if (area_.size() > 2 && on_area) {
        std::vector<WaferPoint> polygon;
        polygon.reserve(static_cast<std::size_t>(area_.size()));
        for (const QPointF& p : area_) polygon.push_back(transform_.to_wafer(to_map(p)));
        on_area(polygon);
    }
    area_.clear();
    update();
}

void WaferView::mouseDoubleClickEvent(QMouseEvent* event) {
    if (!scene_) return;
    transform_.zoom_at(to_map(event->position()), 4.0);
    fitted_ = false;
    moved();
}

void WaferView::leaveEvent(QEvent*) {
    if (on_hover) on_hover(std::nullopt);
}

void WaferView::keyPressEvent(QKeyEvent* event) {
    if (!scene_) return QWidget::keyPressEvent(event);
    constexpr double kStep = 1.25;
    switch (event->key()) {
        case Qt::Key_Plus:
        case Qt::Key_Equal:
            zoom(kStep);
            return;
        case Qt::Key_Minus:
            zoom(1.0 / kStep);
            return;
        case Qt::Key_Left:
            transform_.pan(kKeyPan, 0.0);
            break;
        case Qt::Key_Right:
            transform_.pan(-kKeyPan, 0.0);
            break;
        case Qt::Key_Up:
            transform_.pan(0.0, kKeyPan);
            break;
        case Qt::Key_Down:
            transform_.pan(0.0, -kKeyPan);
            break;
        case Qt::Key_0:
            show_all();
            return;
        default:
            QWidget::keyPressEvent(event);
            return;
    }
    fitted_ = false;
    moved();
}

bool WaferView::event(QEvent* event) {
    if (event->type() == QEvent::Gesture && pinch(event)) return true;
    return QWidget::event(event);
}

bool WaferView::pinch(QEvent* event) {
    auto* gesture = static_cast<QGestureEvent*>(event)->gesture(Qt::PinchGesture);
    if (gesture == nullptr || !scene_) return false;
    const auto* pinched = static_cast<QPinchGesture*>(gesture);
    transform_.zoom_at(to_map(mapFromGlobal(pinched->centerPoint())), pinched->scaleFactor());
    fitted_ = false;
    moved();
    return true;
}

}  // namespace waferglow::gui
