// SPDX-License-Identifier: GPL-3.0-or-later
// The golden die, its regions drawn over it, and what lies on it: points, rectangles, or one that the mouse
// draws. Places are in um from the die's centre, y up.
#pragma once

#include "app/gui/presenters/wafer/golden_scene.h"

#include <QColor>
#include <QImage>
#include <QRectF>
#include <QString>
#include <QWidget>
#include <functional>
#include <optional>
#include <vector>

namespace waferglow::gui {

/// Of a kind of region, for legends: a colour that can be told on dark and on bright.
[[nodiscard]] QColor region_color(appearance::RegionKind kind);
[[nodiscard]] QString region_title(appearance::RegionKind kind);

class GoldenView : public QWidget {
    Q_OBJECT
  public:
    explicit GoldenView(QWidget* parent);

    struct Point {
        double x_um = 0.0;
        double y_um = 0.0;
        QColor color;
    };
    /// Its lower left corner and its size.
    struct Box {
        double left_um = 0.0;
        double bottom_um = 0.0;
        double width_um = 0.0;
        double height_um = 0.0;
        QString name;
        QColor color;
    };

    /// Null: `nothing` is said instead.
    void show_scene(GoldenPtr scene, const QString& nothing);
    void show_regions(bool shown);
    void show_points(std::vector<Point> points);
    void show_boxes(std::vector<Box> boxes, int current);
    [[nodiscard]] const std::vector<Point>& points() const { return points_; }
    [[nodiscard]] const std::vector<Box>& boxes() const { return boxes_; }
    /// Where a place on the die is drawn, widget coordinates.
    [[nodiscard]] QPointF at(double x_um, double y_um) const;

    /// A press on the nearest point; none: points can't be pressed.
    std::function<void(std::size_t)> on_point;
    /// A rectangle was drawn; none: nothing can be drawn.
    std::function<void(const Box&)> on_drawn;

  protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;

  private:
    [[nodiscard]] QRectF picture_place() const;
    [[nodiscard]] QPointF um_at(QPointF widget) const;
    [[nodiscard]] Box box_between(QPointF a, QPointF b) const;
    void paint_points(QPainter& painter) const;
    void paint_box(QPainter& painter, const Box& box, bool current) const;

    GoldenPtr scene_;
    QString nothing_;
    QImage picture_;
    QImage regions_;
    bool regions_shown_ = true;
    std::vector<Point> points_;
    std::vector<Box> boxes_;
    int current_ = -1;
    std::optional<QPointF> from_;  // of the rectangle that is being drawn
    QPointF to_;
};

}  // namespace waferglow::gui
