// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/views/wafer_view.h"

#include "app/gui/views/theme.h"
#include "libinspect/geometry/substrate.h"
#include "libinspect/report/color_scale.h"

#include <QPainter>
#include <algorithm>
#include <cmath>

namespace waferglow::gui {
namespace {

constexpr int kLeftPx = 52;  // room for the rulers
constexpr int kBottomPx = 30;
constexpr int kEdgePx = 8;
constexpr double kMargin = 1.03;
constexpr double kCloseDiePx = 40.0;

}  // namespace

WaferView::WaferView(QWidget* parent) : QWidget(parent) {
    setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    grabGesture(Qt::PinchGesture);
    setAccessibleName(tr("Wafer map"));
}

void WaferView::set_wafer(const Wafer& wafer, const DieGrid& grid) {
    const Substrate substrate(wafer);
    outline_ = substrate.outline_um();
    usable_outline_ = substrate.usable_outline_um();
    const double diameter_um = wafer.diameter_mm * 1000.0;
    set_plane(grid, {}, diameter_um, diameter_um);
}

void WaferView::set_rectangle(const DieGrid& grid) {
    const WaferRect all = extent_of(grid);
    outline_ = {{all.left, all.bottom}, {all.right, all.bottom}, {all.right, all.top}, {all.left, all.top}};
    usable_outline_.clear();
    set_plane(grid, {0.5 * (all.left + all.right), 0.5 * (all.bottom + all.top)}, all.right - all.left,
              all.top - all.bottom);
}

void WaferView::set_plane(const DieGrid& grid, WaferPoint middle, double width_um, double height_um) {
    middle_ = middle;
    width_um_ = width_um;
    height_um_ = height_um;
    scene_ = MapScene();
    scene_->grid = grid;
    // From a die that fills the window to the whole as a spot.
    const double die_um = std::min(grid.pitch_x_um, grid.pitch_y_um);
    transform_.set_scale_limits(die_um / 400.0, 0.05 * std::max(width_um, height_um));
    marked_.reset();
    show_all();
}

void WaferView::set_scene(const MapScene& scene) {
    scene_ = scene;
    stale_ = true;
    update();
}

void WaferView::clear(const QString& hint) {
    scene_.reset();
    hint_ = hint;
    update();
}

void WaferView::set_tool(MapTool tool) {
    tool_ = tool;
    area_.clear();
    setCursor(tool == MapTool::pan ? Qt::ArrowCursor : Qt::CrossCursor);
    update();
}

void WaferView::set_orientation(Orientation orientation) {
    transform_.set_orientation(orientation);
    fitted_ ? show_all() : moved();
}

void WaferView::mark(std::optional<DieIndex> die) {
    marked_ = die;
    update();
}

void WaferView::show_all() {
    transform_.fit(middle_, kMargin * width_um_, kMargin * height_um_);
    fitted_ = true;
    moved();
}

void WaferView::zoom(double factor) {
    transform_.zoom_at({0.5 * transform_.width_px(), 0.5 * transform_.height_px()}, factor);
    fitted_ = false;
    moved();
}

void WaferView::go_to(DieIndex die) {
    if (!scene_) return;
    const double close = scene_->grid.pitch_x_um / kCloseDiePx;
    transform_.look_at(scene_->grid.center(die), std::min(transform_.um_per_px(), close));
    fitted_ = false;
    marked_ = die;
    moved();
}

void WaferView::show_area(WaferPoint center, double width_um, double height_um) {
    if (!scene_) return;
    const double least = scene_->grid.pitch_x_um / kCloseDiePx * map_rect().width();
    transform_.fit(center, std::max(width_um, least), std::max(height_um, least));
    fitted_ = false;
    moved();
}

void WaferView::follow(const ViewTransform& other) {
    transform_.set_orientation(other.orientation());
    transform_.look_at(other.center(), other.um_per_px());
    fitted_ = false;
    stale_ = true;
    update();
}

void WaferView::moved() {
    stale_ = true;
    update();
    if (on_moved) on_moved(transform_);
}

WaferRect WaferView::visible_area() const {
    const UprightView view = transform_.upright();
    return {view.left_um, view.left_um + view.width_px * view.um_per_px,
            view.top_um - view.height_px * view.um_per_px, view.top_um};
}

QRect WaferView::map_rect() const {
    return rect().adjusted(kLeftPx, kEdgePx, -kEdgePx, -kBottomPx);
}

ScreenPoint WaferView::to_map(QPointF widget) const {
    const double ratio = devicePixelRatioF();
    return {(widget.x() - map_rect().left()) * ratio, (widget.y() - map_rect().top()) * ratio};
}

QPointF WaferView::to_widget(ScreenPoint map) const {
    const double ratio = devicePixelRatioF();
    return {map_rect().left() + map.x / ratio, map_rect().top() + map.y / ratio};
}

QPolygonF WaferView::on_screen(const std::vector<WaferPoint>& outline) const {
    QPolygonF polygon;
    for (const WaferPoint& p : outline) polygon << to_widget(transform_.to_screen(p));
    return polygon;
}

void WaferView::render_dies() {
    const QSize size(transform_.width_px(), transform_.height_px());
    if (frame_.size() != size) frame_ = QImage(size, QImage::Format_ARGB32_Premultiplied);
    const auto count = static_cast<std::size_t>(size.width()) * static_cast<std::size_t>(size.height());
    // Rows of 32-bit pixels have no padding.
    const std::span<std::uint32_t> pixels(reinterpret_cast<std::uint32_t*>(frame_.bits()), count);
    if (transform_.orientation() == Orientation{}) {
        paint(*scene_, transform_.upright(), pixels);
    } else {
        upright_.resize(count);
        paint(*scene_, transform_.upright(), upright_);
        turn_pixels(transform_, upright_, pixels);
    }
    frame_.setDevicePixelRatio(devicePixelRatioF());
    stale_ = false;
}

void WaferView::paintEvent(QPaintEvent*) {
    const Theme& theme = current_theme();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    if (!scene_) {
        painter.setPen(theme.faint);
        painter.drawText(rect(), Qt::AlignCenter | Qt::TextWordWrap, hint_);
        return;
    }
    if (stale_) render_dies();
    const QRect map = map_rect();
    painter.fillRect(map, theme.window);
    painter.setClipRect(map);
    const QPolygonF outline = on_screen(outline_);
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme.wafer);
    painter.drawPolygon(outline);
    painter.setBrush(Qt::NoBrush);
    painter.drawImage(map.topLeft(), frame_);
    painter.setPen(QPen(theme.faint, 1.6));
    painter.drawPolygon(outline);
    painter.setPen(QPen(theme.faint, 1.0, Qt::DashLine));
    painter.drawPolygon(on_screen(usable_outline_));
    if (on_overlay) on_overlay(painter);
    draw_mark(painter);
    if (!area_.isEmpty()) {
        QColor fill = theme.accent;
        fill.setAlpha(50);
        painter.setPen(QPen(theme.accent, 2.0));
        painter.setBrush(fill);
        painter.drawPolygon(area_);
        painter.setBrush(Qt::NoBrush);
    }
    painter.setClipping(false);
    draw_rulers(painter);
    if (hasFocus()) {
        painter.setPen(QPen(theme.accent, 1.5));
        painter.drawRect(QRectF(map).adjusted(0.5, 0.5, -0.5, -0.5));
    }
}

void WaferView::draw_mark(QPainter& painter) const {
    if (!marked_) return;
    const DieGrid& grid = scene_->grid;
    const WaferPoint center = grid.center(*marked_);
    const QPointF at = to_widget(transform_.to_screen(center));
    const double um_per_px = transform_.um_per_px() * devicePixelRatioF();
    const bool swapped = transform_.axes_swapped();
    const double half_x = std::max(6.0, 0.5 * (swapped ? grid.pitch_y_um : grid.pitch_x_um) / um_per_px);
    const double half_y = std::max(6.0, 0.5 * (swapped ? grid.pitch_x_um : grid.pitch_y_um) / um_per_px);
    const QRectF box(at.x() - half_x, at.y() - half_y, 2.0 * half_x, 2.0 * half_y);
    // Dark in light: seen on any colour.
    painter.setPen(QPen(Qt::black, 4.0));
    painter.drawRect(box);
    painter.setPen(QPen(Qt::white, 2.0));
    painter.drawRect(box);
}

void WaferView::draw_rulers(QPainter& painter) const {
    const Theme& theme = current_theme();
    const QRect map = map_rect();
    QFont small = font();
    small.setPixelSize(12);
    painter.setFont(small);
    painter.setPen(theme.faint);
    const WaferPoint first = transform_.to_wafer({0.0, 0.0});
    const WaferPoint last = transform_.to_wafer(
        {static_cast<double>(transform_.width_px()), static_cast<double>(transform_.height_px())});
    const bool swapped = transform_.axes_swapped();
    // Labels are positions on the wafer, whichever way it is turned.
    const auto across = [&](const WaferPoint& p) { return swapped ? p.y : p.x; };
    const auto along = [&](const WaferPoint& p) { return swapped ? p.x : p.y; };
    const bool fine = transform_.um_per_px() * map.width() < 4000.0;
    const double unit = fine ? 1.0 : 1000.0;
    const auto label = [](double value) {
        return QString::number(std::abs(value) < 1e-9 ? 0.0 : value, 'g', 8).replace(u'-', QChar(0x2212));
    };
    const auto ticks = [unit](double a, double b, int count) {
        return round_ticks(std::min(a, b) / unit, std::max(a, b) / unit, count);
    };
    for (const double tick : ticks(across(first), across(last), std::max(3, map.width() / 110))) {
        const WaferPoint p = swapped ? WaferPoint{first.x, tick * unit} : WaferPoint{tick * unit, first.y};
        const double x = to_widget(transform_.to_screen(p)).x();
        painter.drawLine(QPointF(x, map.bottom() + 1), QPointF(x, map.bottom() + 6));
        painter.drawText(QRectF(x - 50, map.bottom() + 7, 100, 18), Qt::AlignHCenter | Qt::AlignTop,
                         label(tick));
    }
    for (const double tick : ticks(along(first), along(last), std::max(2, map.height() / 80))) {
        const WaferPoint p = swapped ? WaferPoint{tick * unit, first.y} : WaferPoint{first.x, tick * unit};
        const double y = to_widget(transform_.to_screen(p)).y();
        painter.drawLine(QPointF(map.left() - 6, y), QPointF(map.left() - 1, y));
        painter.drawText(QRectF(0, y - 9, kLeftPx - 8, 18), Qt::AlignRight | Qt::AlignVCenter, label(tick));
    }
    painter.drawText(QRectF(0, map.bottom() + 7, kLeftPx - 8, 18), Qt::AlignRight | Qt::AlignTop,
                     fine ? QStringLiteral("\u00b5m") : QStringLiteral("mm"));
}

void WaferView::resizeEvent(QResizeEvent*) {
    const double ratio = devicePixelRatioF();
    transform_.resize(static_cast<int>(map_rect().width() * ratio),
                      static_cast<int>(map_rect().height() * ratio));
    if (fitted_ && scene_) show_all();
    stale_ = true;
}

}  // namespace waferglow::gui
