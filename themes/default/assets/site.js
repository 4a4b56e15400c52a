// What every page does once scripts run. Pages are whole without it.

import { keepPlace } from "./anchor.js";
import { installSearch } from "./seek.js";
import { installThemeSwitch } from "./theme.js";

installThemeSwitch();
keepPlace();
installSearch();
