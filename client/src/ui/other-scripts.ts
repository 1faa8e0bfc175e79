// Letters beside Latin, each file fetched by the browser only where a text needs it.
import '@fontsource-variable/ibm-plex-sans/standard.css';
import '@fontsource/ibm-plex-sans-arabic/arabic-400.css';
import '@fontsource/ibm-plex-sans-arabic/arabic-600.css';
import '@fontsource/ibm-plex-sans-arabic/arabic-700.css';
