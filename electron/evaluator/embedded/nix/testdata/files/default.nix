"folder"
