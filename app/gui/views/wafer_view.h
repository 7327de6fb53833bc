// SPDX-License-Identifier: GPL-3.0-or-later
// The map of a wafer, or of another plane of cells, in a window: drawn from a MapScene, moved by mouse,
// wheel, keys and touch, asked by arithmetic.
#pragma once

#include "app/gui/presenters/wafer/map_scene.h"
#include "app/gui/presenters/wafer/view_transform.h"
#include "libinspect/geometry/wafer.h"

#include <QImage>
#include <QPoint>
#include <QPolygonF>
#include <QWidget>
#include <functional>
#include <optional>
#include <vector>

namespace waferglow::gui {

/// What dragging with the left button does.
enum class MapTool : std::uint8_t { pan, rectangle, lasso };

/// A passive view: shows the scene it is given and tells what the user did.
class WaferView : public QWidget {
    Q_OBJECT
  public:
    explicit WaferView(QWidget* parent = nullptr);

    /// Another wafer: the whole of it is shown.
    void set_wafer(const Wafer& wafer, const DieGrid& grid);
    /// A rectangle that `grid` fills, such as a display module: the whole of it is shown.
    void set_rectangle(const DieGrid& grid);
    void set_scene(const MapScene& scene);
    void clear(const QString& hint);
    void set_tool(MapTool tool);
    void set_orientation(Orientation orientation);
    /// A cross on a die; none: no cross.
    void mark(std::optional<DieIndex> die);

    void show_all();
    void zoom(double factor);
    /// Centres a die at a scale at which it is some 40 pixels wide, unless it is larger already.
    void go_to(DieIndex die);
    /// A rectangle around a point, as large as the window and the least useful scale allow.
    void show_area(WaferPoint center, double width_um, double height_um);
    /// Shows the part of the wafer that another view shows.
    void follow(const ViewTransform& other);

    [[nodiscard]] const ViewTransform& transform() const { return transform_; }
    /// The part of the plane that is shown, um.
    [[nodiscard]] WaferRect visible_area() const;
    /// Where a place lies, in the widget's pixels.
    [[nodiscard]] QPointF place_of(WaferPoint p) const { return to_widget(transform_.to_screen(p)); }
    [[nodiscard]] MapTool tool() const { return tool_; }
    /// The part of the widget in which dies are drawn.
    [[nodiscard]] QRect map_rect() const;
    [[nodiscard]] QSize sizeHint() const override { return {900, 800}; }
    [[nodiscard]] QSize minimumSizeHint() const override { return {320, 280}; }

    std::function<void(std::optional<WaferPoint>)> on_hover;  ///< none: the cursor left
    std::function<void(DieIndex)> on_click;
    std::function<void(const std::vector<WaferPoint>&)> on_area;  ///< a closed polygon
    std::function<void(const ViewTransform&)> on_moved;
    std::function<void(QPainter&)> on_overlay;  ///< draws over the cells, in the widget's pixels

  protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    bool event(QEvent* event) override;

  private:
    [[nodiscard]] ScreenPoint to_map(QPointF widget) const;
    [[nodiscard]] QPointF to_widget(ScreenPoint map) const;
    [[nodiscard]] QPolygonF on_screen(const std::vector<WaferPoint>& outline) const;
    void set_plane(const DieGrid& grid, WaferPoint middle, double width_um, double height_um);
    void render_dies();
    void draw_rulers(QPainter& painter) const;
    void draw_mark(QPainter& painter) const;
    void finish_area();
    void moved();
    bool pinch(QEvent* event);

    std::vector<WaferPoint> outline_;
    std::vector<WaferPoint> usable_outline_;  // none: all of it is
    WaferPoint middle_;
    double width_um_ = 1.0;
    double height_um_ = 1.0;
    std::optional<MapScene> scene_;
    ViewTransform transform_;  // in device pixels of the map's rectangle
    QImage frame_;             // the dies, as last rendered
    std::vector<std::uint32_t> upright_;
    bool stale_ = true;
    bool fitted_ = true;  // shows all: stays so when the window changes its size
    MapTool tool_ = MapTool::pan;
    std::optional<DieIndex> marked_;
    std::optional<QPointF> pressed_;
    QPointF last_;
    bool dragged_ = false;
    QPolygonF area_;  // in the making, widget's pixels
    QString hint_;
};

}  // namespace waferglow::gui
