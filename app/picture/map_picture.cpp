// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/picture/map_picture.h"

#include "app/picture/headless_gui.h"
#include "libinspect/base/atomic_file.h"
#include "libinspect/base/error.h"
#include "libinspect/report/color_scale.h"
#include "libinspect/report/die_raster.h"

#include <QBuffer>
#include <QImage>
#include <QPainter>
#include <QPainterPath>
#include <algorithm>
#include <array>
#include <cmath>
#include <memory>

#include <fmt/format.h>

namespace waferglow {
namespace {

constexpr std::uint32_t kOpaque = 0xFF000000U;
const QColor kText(0x20, 0x24, 0x28);
const QColor kFaint(0x6A, 0x72, 0x7A);
const QColor kWaferFill(0xEC, 0xEF, 0xF2);
const QColor kWaferEdge(0x55, 0x5C, 0x64);

QString text_of(const std::string& text) {
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

std::string with_thousands(std::int64_t value) {
    std::string digits = std::to_string(value);
    for (std::ptrdiff_t at = std::ssize(digits) - 3; at > 0; at -= 3)
        digits.insert(static_cast<std::size_t>(at), 1, ' ');
    return digits;
}

/// One picture: a square map at the left, title, yield and legend at the right.
class Picture {
  public:
    explicit Picture(const MapPictureInput& input)
        : input_(input),
          map_(*input.map),
          layer_(input.layer.empty() ? nullptr : &map_.at(input.layer)),
          unit_px_(input.height_px / 50.0),
          image_(input.width_px, input.height_px, QImage::Format_RGB32),
          painter_(&image_) {
        painter_.setRenderHint(QPainter::Antialiasing);
        painter_.setRenderHint(QPainter::TextAntialiasing);
        image_.fill(Qt::white);
        place_view();
        if (layer_ != nullptr) limits_ = scale_limits(layer_->values);
    }

    QImage draw() {
        draw_wafer();
        draw_dies();
        draw_outline();
        draw_rulers();
        draw_text_column();
        painter_.end();
        return image_;
    }

  private:
    /// The whole wafer, or the grid with some room where it covers only a small part of the wafer.
    void place_view() {
        const WaferRect cells = extent_of(map_.grid());
        const double width = cells.right - cells.left;
        const double height = cells.top - cells.bottom;
        map_left_px_ = 3.2 * unit_px_;
        map_top_px_ = 1.6 * unit_px_;
        view_.size_px = static_cast<int>(input_.height_px - 4.8 * unit_px_);
        const double wafer_um = 2.0 * map_.wafer().radius_um();
        whole_wafer_ = std::max(width, height) > 0.5 * wafer_um;
        const double shown_um = whole_wafer_ ? wafer_um : std::max(width, height);
        view_.um_per_px = 1.03 * shown_um / view_.size_px;
        if (!whole_wafer_) {
            view_.center_x_um = 0.5 * (cells.left + cells.right);
            view_.center_y_um = 0.5 * (cells.bottom + cells.top);
        }
    }

    [[nodiscard]] QPointF at(WaferPoint p) const {
        return {map_left_px_ + view_.x_px(p.x), map_top_px_ + view_.y_px(p.y)};
    }
    [[nodiscard]] QRectF map_rect() const {
        return {map_left_px_, map_top_px_, static_cast<double>(view_.size_px),
                static_cast<double>(view_.size_px)};
    }

    [[nodiscard]] QPainterPath outline() const {
        QPainterPath path;
        bool first = true;
        for (const WaferPoint& p : Substrate(map_.wafer()).outline_um(1440)) {
            first ? path.moveTo(at(p)) : path.lineTo(at(p));
            first = false;
        }
        path.closeSubpath();
        return path;
    }

    void draw_wafer() {
        painter_.setClipRect(map_rect());
        painter_.fillPath(outline(), kWaferFill);
    }

    void draw_dies() {
        const std::vector<std::uint32_t> pixels =
            rasterise_dies(map_, view_, layer_ != nullptr ? layer_ink() : bin_ink(), other_ink);
        const QImage dies(reinterpret_cast<const uchar*>(pixels.data()), view_.size_px, view_.size_px,
                          static_cast<qsizetype>(view_.size_px) * 4, QImage::Format_ARGB32);
        painter_.drawImage(QPoint(static_cast<int>(map_left_px_), static_cast<int>(map_top_px_)), dies);
    }

    /// Test structures and marks, below any die.
    static DieInk other_ink(CellKind kind) {
        constexpr float kBelowDies = -0.5F;
        for (const OtherCellStyle& style : kOtherCells) {
            if (style.kind == kind) return {kOpaque | style.rgb, kBelowDies};
        }
        return {};
    }

    [[nodiscard]] std::function<DieInk(std::size_t)> layer_ink() const {
        return [this](std::size_t cell) -> DieInk {
            const double value = static_cast<double>(layer_->values[cell]);
            if (!std::isfinite(value)) return {};
            const double share = (value - limits_.low) / (limits_.high - limits_.low);
            return {kOpaque | viridis(share), static_cast<float>(std::abs(value - limits_.median))};
        };
    }

    [[nodiscard]] std::function<DieInk(std::size_t)> bin_ink() const {
        std::array<DieInk, 256> inks{};
        for (const BinStyle& style : input_.bin_styles) {
            // Failing dies over passing ones, rare bins over frequent ones.
            const double rarity = 1.0 / (1.0 + static_cast<double>(style.count));
            inks[style.code] = {kOpaque | style.rgb, static_cast<float>((style.pass ? 0.0 : 2.0) + rarity)};
        }
        return [this, inks](std::size_t cell) { return inks[input_.bins[cell]]; };
    }

    void draw_outline() {
        painter_.setPen(QPen(kWaferEdge, 0.12 * unit_px_));
        painter_.drawPath(outline());
        painter_.setPen(QPen(kWaferEdge, 0.06 * unit_px_, Qt::DotLine));
        const double radius_px = map_.wafer().usable_radius_um() / view_.um_per_px;
        painter_.drawEllipse(at({0.0, 0.0}), radius_px, radius_px);
        painter_.setClipping(false);
    }

    void draw_rulers() {
        set_font(0.9, false, kFaint);
        const double half_mm = 0.5e-3 * view_.size_px * view_.um_per_px;
        const double x_mm = 1e-3 * view_.center_x_um;
        const double y_mm = 1e-3 * view_.center_y_um;
        const double bottom = map_rect().bottom();
        painter_.setPen(QPen(kFaint, 0.06 * unit_px_));
        for (const double tick : round_ticks(x_mm - half_mm, x_mm + half_mm, 8)) {
            const double x = at({1e3 * tick, 0.0}).x();
            painter_.drawLine(QPointF(x, bottom + 0.2 * unit_px_), QPointF(x, bottom + 0.6 * unit_px_));
            draw_text(QRectF(x - 3 * unit_px_, bottom + 0.6 * unit_px_, 6 * unit_px_, 1.4 * unit_px_),
                      Qt::AlignHCenter | Qt::AlignTop, fmt::format("{:g}", tick));
        }
        for (const double tick : round_ticks(y_mm - half_mm, y_mm + half_mm, 8)) {
            const double y = at({0.0, 1e3 * tick}).y();
            painter_.drawLine(QPointF(map_left_px_ - 0.6 * unit_px_, y),
                              QPointF(map_left_px_ - 0.2 * unit_px_, y));
            draw_text(QRectF(0.0, y - unit_px_, map_left_px_ - 0.8 * unit_px_, 2 * unit_px_),
                      Qt::AlignRight | Qt::AlignVCenter, fmt::format("{:g}", tick));
        }
        draw_text(QRectF(map_left_px_, bottom + 1.7 * unit_px_, view_.size_px, 1.4 * unit_px_),
                  Qt::AlignHCenter | Qt::AlignTop, "position on the wafer, mm");
    }

    void draw_text_column() {
        column_x_px_ = map_rect().right() + 2.4 * unit_px_;
        column_width_px_ = input_.width_px - column_x_px_ - 1.4 * unit_px_;
        double y = 2.0 * unit_px_;
        y = line(y, 1.7, true, kText, input_.title);
        y = line(y, 1.0, false, kFaint, input_.subtitle);
        y = line(y, 1.0, false, kFaint, wafer_words());
        if (std::isfinite(input_.yield)) {
            y = line(y + 1.2 * unit_px_, 1.1, false, kFaint, "yield");
            y = line(y - 0.3 * unit_px_, 3.4, true, kText, fmt::format("{:.2f} %", 100.0 * input_.yield));
        }
        y += 1.6 * unit_px_;
        if (layer_ != nullptr) {
            draw_scale(y);
        } else {
            draw_legend(y);
        }
    }

    [[nodiscard]] std::string wafer_words() const {
        const DieGrid& grid = map_.grid();
        return fmt::format("{:g} mm wafer, pitch {:g} x {:g} \u00b5m", map_.wafer().diameter_mm,
                           grid.pitch_x_um, grid.pitch_y_um);
    }

    void draw_legend(double y) {
        for (const bool pass : {true, false}) {
            y = line(y, 1.0, true, kFaint, pass ? "pass" : "fail");
            for (const BinStyle& style : input_.bin_styles) {
                if (style.pass == pass) y = draw_legend_line(y, style);
            }
            y += 0.8 * unit_px_;
        }
        const std::map<CellKind, std::int64_t> others = count_other_cells(map_);
        if (!others.empty()) y = line(y, 1.0, true, kFaint, "no dies");
        for (const OtherCellStyle& style : kOtherCells) {
            if (const auto found = others.find(style.kind); found != others.end())
                y = draw_other_line(y, style, found->second);
        }
    }

    double draw_other_line(double y, const OtherCellStyle& style, std::int64_t count) {
        const double height = 1.8 * unit_px_;
        painter_.fillRect(QRectF(column_x_px_, y + 0.35 * unit_px_, 1.1 * unit_px_, 1.1 * unit_px_),
                          QColor::fromRgb(style.rgb));
        const double left = column_x_px_ + 1.8 * unit_px_;
        const double width = column_width_px_ - 1.8 * unit_px_;
        set_font(1.0, false, kText);
        draw_text(QRectF(left, y, 0.44 * width, height), Qt::AlignLeft | Qt::AlignVCenter, style.name);
        draw_text(QRectF(left + 0.44 * width, y, 0.3 * width, height), Qt::AlignRight | Qt::AlignVCenter,
                  with_thousands(count));
        return y + height;
    }

    double draw_legend_line(double y, const BinStyle& style) {
        std::int64_t total = 0;
        for (const BinStyle& other : input_.bin_styles) total += other.count;
        const double share =
            total > 0 ? 100.0 * static_cast<double>(style.count) / static_cast<double>(total) : 0.0;
        const double height = 1.8 * unit_px_;
        const QRectF swatch(column_x_px_, y + 0.35 * unit_px_, 1.1 * unit_px_, 1.1 * unit_px_);
        painter_.fillRect(swatch, QColor::fromRgb(style.rgb));
        const double left = column_x_px_ + 1.8 * unit_px_;
        const double width = column_width_px_ - 1.8 * unit_px_;
        set_font(1.0, false, style.count > 0 ? kText : kFaint);
        draw_text(QRectF(left, y, 0.44 * width, height), Qt::AlignLeft | Qt::AlignVCenter, style.name);
        draw_text(QRectF(left + 0.44 * width, y, 0.3 * width, height), Qt::AlignRight | Qt::AlignVCenter,
                  with_thousands(style.count));
        draw_text(QRectF(left + 0.74 * width, y, 0.26 * width, height), Qt::AlignRight | Qt::AlignVCenter,
                  fmt::format("{:.2f} %", share));
        return y + height;
    }

    void draw_scale(double y) {
        y = line(y, 1.2, true, kText, layer_->name);
        y = line(y, 1.0, false, kFaint, layer_->title + (layer_->unit.empty() ? "" : ", " + layer_->unit));
        const QRectF bar(column_x_px_, y + unit_px_, 1.8 * unit_px_,
                         std::min(22.0 * unit_px_, input_.height_px - y - 5.0 * unit_px_));
        for (int i = 0; i < static_cast<int>(bar.height()); ++i) {
            const double share = 1.0 - i / bar.height();
            painter_.fillRect(QRectF(bar.left(), bar.top() + i, bar.width(), 1.5),
                              QColor::fromRgb(viridis(share)));
        }
        painter_.setPen(QPen(kWaferEdge, 0.06 * unit_px_));
        painter_.drawRect(bar);
        set_font(1.1, false, kText);
        for (const double tick : round_ticks(limits_.low, limits_.high, 6)) {
            const double share = (tick - limits_.low) / (limits_.high - limits_.low);
            const double tick_y = bar.bottom() - share * bar.height();
            painter_.drawLine(QPointF(bar.right(), tick_y), QPointF(bar.right() + 0.5 * unit_px_, tick_y));
            draw_text(QRectF(bar.right() + 0.9 * unit_px_, tick_y - unit_px_, 12 * unit_px_, 2 * unit_px_),
                      Qt::AlignLeft | Qt::AlignVCenter, fmt::format("{:g}", tick));
        }
        line(bar.bottom() + 0.6 * unit_px_, 0.9, false, kFaint, "scale: 0.5 to 99.5 % of the dies");
    }

    void set_font(double size_units, bool bold, const QColor& color) {
        QFont font(QStringLiteral("DejaVu Sans"));
        font.setPixelSize(std::max(8, static_cast<int>(std::lround(size_units * unit_px_))));
        font.setBold(bold);
        painter_.setFont(font);
        painter_.setPen(color);
    }

    void draw_text(const QRectF& rect, int alignment, const std::string& text) {
        const QString fitting =
            painter_.fontMetrics().elidedText(text_of(text), Qt::ElideRight, static_cast<int>(rect.width()));
        painter_.drawText(rect, alignment, fitting);
    }

    /// One line of the text column at `y`; the next line's y.
    double line(double y, double size_units, bool bold, const QColor& color, const std::string& text) {
        if (text.empty()) return y;
        set_font(size_units, bold, color);
        const double height = 1.5 * size_units * unit_px_;
        draw_text(QRectF(column_x_px_, y, column_width_px_, height), Qt::AlignLeft | Qt::AlignVCenter, text);
        return y + height;
    }

    const MapPictureInput& input_;
    const DieMap& map_;
    const Layer* layer_;
    double unit_px_;  // a fiftieth of the height: everything scales with it
    QImage image_;
    QPainter painter_;
    RasterView view_;
    ScaleLimits limits_;
    bool whole_wafer_ = true;
    double map_left_px_ = 0.0;
    double map_top_px_ = 0.0;
    double column_x_px_ = 0.0;
    double column_width_px_ = 0.0;
};

}  // namespace

void save_map_picture(const MapPictureInput& input, const std::filesystem::path& png) {
    ensure_gui();
    QBuffer bytes;
    bytes.open(QIODevice::WriteOnly);
    if (!Picture(input).draw().save(&bytes, "PNG"))
        throw Error(ErrorKind::job, fmt::format("{}: the picture can't be encoded as PNG", png.string()));
    AtomicFile file(png);
    file.write({bytes.data().constData(), static_cast<std::size_t>(bytes.data().size())});
    file.commit();
}

}  // namespace waferglow
