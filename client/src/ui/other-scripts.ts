// Non-Latin letters; the browser fetches each file only when a text needs it.
import '@fontsource-variable/ibm-plex-sans/standard.css';
import '@fontsource/ibm-plex-sans-arabic/arabic-400.css';
import '@fontsource/ibm-plex-sans-arabic/arabic-600.css';
import '@fontsource/ibm-plex-sans-arabic/arabic-700.css';
