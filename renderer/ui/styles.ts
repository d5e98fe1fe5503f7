/** All global style sheets in the order in which they apply. Imported once, by the entry. */
import '@fontsource-variable/inter/index.css';
import '@fontsource-variable/jetbrains-mono/index.css';
import '@mantine/core/styles.layer.css';
import '@mantine/notifications/styles.layer.css';
import '@xyflow/react/dist/base.css';
import './tokens.css';
import './mantine-overrides.css';
import './base.css';
