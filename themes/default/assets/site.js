// What every page does once scripts run. Pages are whole without it.

import { installThemeSwitch } from "./theme.js";

installThemeSwitch();
