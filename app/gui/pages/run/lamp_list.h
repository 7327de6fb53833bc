// SPDX-License-Identifier: GPL-3.0-or-later
// One lamp a device: colour and sign, so that it is read without seeing colours.
#pragma once

#include "app/station/device_alarm.h"

#include <QWidget>
#include <vector>

namespace waferglow::gui {

class LampList : public QWidget {
    Q_OBJECT
  public:
    explicit LampList(QWidget* parent);
    void set_lamps(const std::vector<station::Lamp>& lamps);
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

  protected:
    void paintEvent(QPaintEvent* event) override;
    bool event(QEvent* event) override;

  private:
    [[nodiscard]] QString name_of(const station::Lamp& lamp) const;
    [[nodiscard]] QString state_name(station::LampState state) const;

    std::vector<station::Lamp> lamps_;
};

}  // namespace waferglow::gui
